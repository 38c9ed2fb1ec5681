package tv.usher.engine.inbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Collects a request and its body. A body is taken only if the handler wants it once it has seen the head, and while all unfinished bodies
 * have room; what is wrong with one is passed on as a broken request, so that it is answered after the earlier ones. The bytes are copied:
 * a body that comes in crumbs would hold a whole buffer for each.
 */
final class WholeRequests extends ChannelInboundHandlerAdapter {

    /** There is no room for another body now. */
    static final class NoRoomException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoRoomException() {
            super("no room for this body", null, false, false);
        }
    }

    private final int maxBody;
    private final Semaphore room;
    private final RequestHandler handler;
    private @Nullable HttpRequest head;
    private @Nullable ByteBuf body;
    private boolean ignoresTheRest;

    /**
     * @param room bytes of all unfinished bodies
     */
    WholeRequests(int maxBody, Semaphore room, RequestHandler handler) {
        this.maxBody = maxBody;
        this.room = room;
        this.handler = handler;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (ignoresTheRest) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            begin(ctx, request);
        } else {
            HttpContent part = (HttpContent) message;
            try {
                add(ctx, part);
            } finally {
                part.release();
            }
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            ReferenceCountUtil.release(request);
            broken(ctx, request, request.decoderResult());
        } else if (mayHaveBody(request)) {
            beginBody(ctx, request);
        } else {
            head = request;
        }
    }

    /** Most questions have no body. */
    private static boolean mayHaveBody(HttpRequest request) {
        return request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                || request.headers().contains(HttpHeaderNames.EXPECT);
    }

    private void beginBody(ChannelHandlerContext ctx, HttpRequest request) {
        if (!handler.takesBody(ctx, request)) {
            ignoresTheRest = true;
            request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            ctx.fireChannelRead(whole(request, Unpooled.EMPTY_BUFFER));
        } else if (HttpUtil.getContentLength(request, 0L) > maxBody) {
            broken(ctx, request, tooLong());
        } else {
            head = request;
            body = Unpooled.buffer();
            if (HttpUtil.is100ContinueExpected(request)) {
                ctx.writeAndFlush(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
            }
        }
    }

    private void add(ChannelHandlerContext ctx, HttpContent part) {
        HttpRequest request = head;
        if (request == null) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            broken(ctx, request, part.decoderResult());
        } else if (collected(ctx, request, part.content()) && part instanceof LastHttpContent) {
            ByteBuf collected = body;
            if (collected != null) {
                room.release(collected.readableBytes());
            }
            body = null;
            head = null;
            ctx.fireChannelRead(whole(request, collected == null ? Unpooled.EMPTY_BUFFER : collected));
        }
    }

    private boolean collected(ChannelHandlerContext ctx, HttpRequest request, ByteBuf part) {
        int bytes = part.readableBytes();
        if (bytes == 0 || body == null) {
            return true;
        }
        if (body.readableBytes() + bytes > maxBody) {
            broken(ctx, request, tooLong());
            return false;
        }
        if (!room.tryAcquire(bytes)) {
            broken(ctx, request, DecoderResult.failure(new NoRoomException()));
            return false;
        }
        body.writeBytes(part);
        return true;
    }

    private static DecoderResult tooLong() {
        return DecoderResult.failure(new TooLongHttpContentException("body is too long"));
    }

    /** The connection closes after its answer. */
    private void broken(ChannelHandlerContext ctx, HttpRequest request, DecoderResult why) {
        ignoresTheRest = true;
        forget();
        FullHttpRequest broken = whole(request, Unpooled.EMPTY_BUFFER);
        broken.setDecoderResult(why);
        ctx.fireChannelRead(broken);
    }

    private static FullHttpRequest whole(HttpRequest head, ByteBuf body) {
        return new DefaultFullHttpRequest(
                head.protocolVersion(), head.method(), head.uri(), body, head.headers(), EmptyHttpHeaders.INSTANCE);
    }

    private void forget() {
        head = null;
        if (body != null) {
            room.release(body.readableBytes());
            body.release();
            body = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        forget();
    }
}
