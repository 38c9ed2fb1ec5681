package tv.usher.engine.inbound;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpContentException;
import org.jspecify.annotations.Nullable;

/**
 * Collects a request and its body. A request with a too long body is passed on as a broken request: Netty's own answer would overtake the
 * answers to earlier requests.
 */
final class WholeRequests extends HttpObjectAggregator {

    private @Nullable HttpRequest withoutBody;

    WholeRequests(int maxBody) {
        super(maxBody);
    }

    /** Most questions have no body, so nothing is collected. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof HttpRequest request && hasNoBody(request)) {
            withoutBody = request;
        } else if (withoutBody != null && message == LastHttpContent.EMPTY_LAST_CONTENT) {
            HttpRequest request = withoutBody;
            withoutBody = null;
            ctx.fireChannelRead(new DefaultFullHttpRequest(
                    request.protocolVersion(),
                    request.method(),
                    request.uri(),
                    Unpooled.EMPTY_BUFFER,
                    request.headers(),
                    EmptyHttpHeaders.INSTANCE));
        } else {
            super.channelRead(ctx, message);
        }
    }

    private static boolean hasNoBody(HttpRequest request) {
        return request.decoderResult().isSuccess()
                && !(request instanceof FullHttpRequest)
                && !request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                && !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !request.headers().contains(HttpHeaderNames.EXPECT);
    }

    @Override
    protected @Nullable Object newContinueResponse(HttpMessage start, int maxBody, ChannelPipeline pipeline) {
        boolean wanted = HttpUtil.is100ContinueExpected(start) && HttpUtil.getContentLength(start, -1L) <= maxBody;
        return wanted ? super.newContinueResponse(start, maxBody, pipeline) : null;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        HttpRequest request = (HttpRequest) oversized;
        FullHttpRequest broken = new DefaultFullHttpRequest(
                request.protocolVersion(), request.method(), request.uri(), Unpooled.EMPTY_BUFFER);
        broken.setDecoderResult(DecoderResult.failure(new TooLongHttpContentException("body is too long")));
        ctx.fireChannelRead(broken);
    }
}
