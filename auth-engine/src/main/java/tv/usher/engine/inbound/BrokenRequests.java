package tv.usher.engine.inbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;

/** Answers a malformed request with its status and closes the connection. No part of it becomes a question. */
final class BrokenRequests extends ChannelInboundHandlerAdapter {

    private final InboundMetrics metrics;

    BrokenRequests(InboundMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        FullHttpRequest request = (FullHttpRequest) message;
        if (request.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            refuse(ctx, statusOf(request.decoderResult().cause()));
        } else if (!request.uri().startsWith("/")) {
            ReferenceCountUtil.release(message);
            refuse(ctx, HttpResponseStatus.BAD_REQUEST);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void refuse(ChannelHandlerContext ctx, HttpResponseStatus status) {
        metrics.brokenRequest(status);
        ctx.writeAndFlush(Responses.closing(status));
    }

    private static HttpResponseStatus statusOf(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        if (cause instanceof TooLongHttpContentException) {
            return HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
        }
        if (cause instanceof WholeRequests.NoRoomException) {
            return HttpResponseStatus.SERVICE_UNAVAILABLE;
        }
        return cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    }
}
