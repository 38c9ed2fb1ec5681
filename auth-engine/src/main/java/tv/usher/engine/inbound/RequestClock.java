package tv.usher.engine.inbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that wait too long for a request, take too long to send one, also if bytes keep dripping in, or don't read their
 * last answer. It is the first handler of the pipeline, since it must see bytes. The handler that answers tells it when a request is complete and when it was answered.
 *
 * <p>There is one timer per connection, which looks at the clock now and then; a request costs a few field writes.
 */
final class RequestClock extends ChannelInboundHandlerAdapter {

    private enum Waiting {
        IDLE,
        READING,
        ANSWERING,
        /** For its last answer to be read. */
        CLOSING
    }

    private final long idleNanos;
    private final long requestNanos;
    private long mayIdleNanos;
    private final Runnable onSlowRequest;
    private Waiting phase = Waiting.IDLE;
    private long since;
    private @Nullable Future<?> timer;

    /**
     * @param onSlowRequest answers and closes
     */
    RequestClock(Duration requestTimeout, Duration idleTimeout, Runnable onSlowRequest) {
        this(requestTimeout, idleTimeout, idleTimeout, onSlowRequest);
    }

    /**
     * @param firstRequest  instead of the idle timeout, until the first request is complete
     * @param onSlowRequest as above
     */
    RequestClock(Duration requestTimeout, Duration firstRequest, Duration idleTimeout, Runnable onSlowRequest) {
        this.requestNanos = requestTimeout.toNanos();
        this.idleNanos = idleTimeout.toNanos();
        this.mayIdleNanos = Math.min(firstRequest.toNanos(), idleNanos);
        this.onSlowRequest = onSlowRequest;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        since = System.nanoTime();
        look(ctx, Math.min(mayIdleNanos, requestNanos));
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        if (phase == Waiting.IDLE) {
            enter(Waiting.READING);
        }
        ctx.fireChannelRead(bytes);
    }

    void requestComplete() {
        mayIdleNanos = idleNanos;
        phase = Waiting.ANSWERING;
    }

    void answered() {
        enter(Waiting.IDLE);
    }

    /** It is closed once that answer is written. */
    void answeredLast() {
        enter(Waiting.CLOSING);
    }

    /** False while nothing of the next request has come, or not all of it. */
    boolean isAnswering() {
        return phase == Waiting.ANSWERING || phase == Waiting.CLOSING;
    }

    /** How long it has waited for a request or for the rest of one. */
    long waitedNanos() {
        return System.nanoTime() - since;
    }

    private void enter(Waiting next) {
        phase = next;
        since = System.nanoTime();
    }

    /** Without this, a closed connection would stay in memory until its timer ends. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    private void look(ChannelHandlerContext ctx, long inNanos) {
        timer = ctx.executor().schedule(() -> look(ctx), inNanos, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive()) {
            return;
        }
        long waited = System.nanoTime() - since;
        long left = most() - waited;
        if (left > 0) {
            look(ctx, Math.min(left, requestNanos));
        } else if (phase == Waiting.READING) {
            onSlowRequest.run();
            if (ctx.channel().isActive()) {
                look(ctx, requestNanos); // it may not read that answer either
            }
        } else {
            ctx.close();
        }
    }

    private long most() {
        return switch (phase) {
            case READING -> requestNanos;
            case ANSWERING -> Long.MAX_VALUE;
            case IDLE -> mayIdleNanos;
            case CLOSING -> idleNanos;
        };
    }
}
