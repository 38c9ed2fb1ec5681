package tv.usher.engine.inbound;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpContentException;

/**
 * Collects a request and its body. One whose body is too long goes on as a broken request: Netty's own answer would overtake those of
 * the requests before it.
 */
final class WholeRequests extends HttpObjectAggregator {

    WholeRequests(int maxBody) {
        super(maxBody);
    }

    @Override
    protected Object newContinueResponse(HttpMessage start, int maxBody, ChannelPipeline pipeline) {
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
