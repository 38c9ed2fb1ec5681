package tv.usher.engine.inbound;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/**
 * Passes on one request of a connection at a time, so that pipelined requests are answered in their order; a malformed one is answered with
 * its status in its turn. Closes the connection after an
 * answer if the caller, the answer or a drain wants that. While requests wait, or the caller doesn't read its answers, it reads no more; so
 * at most one read of the socket is buffered.
 */
final class OneAtATime extends ChannelDuplexHandler {

    private final RequestClock clock;
    private final InboundMetrics metrics;
    private final BooleanSupplier draining;
    private final Queue<FullHttpRequest> waiting = new ArrayDeque<>(2);
    private boolean answering;
    private boolean keepAlive;
    private HttpVersion version = HttpVersion.HTTP_1_1;

    OneAtATime(RequestClock clock, InboundMetrics metrics, BooleanSupplier draining) {
        this.clock = clock;
        this.metrics = metrics;
        this.draining = draining;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        FullHttpRequest request = (FullHttpRequest) message;
        if (answering || !ctx.channel().isWritable()) {
            waiting.add(request);
            ctx.channel().config().setAutoRead(false);
        } else {
            handOn(ctx, request);
        }
    }

    private void handOn(ChannelHandlerContext ctx, FullHttpRequest request) {
        answering = true;
        keepAlive = HttpUtil.isKeepAlive(request);
        version = request.protocolVersion();
        clock.requestComplete();
        if (request.decoderResult().isFailure()) {
            refuse(ctx, request, statusOf(request.decoderResult().cause()));
        } else if (!request.uri().startsWith("/")) {
            refuse(ctx, request, HttpResponseStatus.BAD_REQUEST);
        } else {
            ctx.fireChannelRead(request);
        }
    }

    /** No part of a malformed request becomes a question. */
    private void refuse(ChannelHandlerContext ctx, FullHttpRequest request, HttpResponseStatus status) {
        request.release();
        metrics.brokenRequest(status);
        write(ctx, Responses.closing(status), ctx.newPromise());
        ctx.flush();
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

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof FullHttpResponse response)) {
            ctx.write(message, promise); // of a stream, which is the connection's last answer
            return;
        }
        boolean last = !keepAlive || draining.getAsBoolean() || !HttpUtil.isKeepAlive(response);
        HttpUtil.setKeepAlive(response.headers(), last ? HttpVersion.HTTP_1_1 : version, !last);
        ctx.write(response, promise);
        answering = last; // after the last answer no request is passed on
        if (last) {
            clock.answeredLast();
            promise.addListener(ChannelFutureListener.CLOSE);
        } else {
            clock.answered();
            handOnNext(ctx);
        }
    }

    private void handOnNext(ChannelHandlerContext ctx) {
        if (!ctx.channel().isWritable()) {
            ctx.channel().config().setAutoRead(false);
            return;
        }
        FullHttpRequest next = waiting.poll();
        if (next != null) {
            answering = true;
            // Not called from here: the stack would grow with every request.
            ctx.executor().execute(() -> handOn(ctx, next));
        } else if (!ctx.channel().config().isAutoRead()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    /** The caller reads its answers again. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!answering) {
            handOnNext(ctx);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }
}
