package tv.usher.engine.inbound;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.RateLimiter;

/**
 * Stands behind TLS: counts the handshakes that failed, and tells of one now and then, since a caller that isn't let in looks for the
 * reason here. Who just connects and leaves, as load balancers do, is only counted.
 */
@ChannelHandler.Sharable
final class HandshakeFailures extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(HandshakeFailures.class);

    private final String name;
    private final InboundMetrics metrics;
    private final RateLimiter warnings = new RateLimiter(Duration.ofSeconds(10), System.nanoTime());

    /**
     * @param name of the listener
     */
    HandshakeFailures(String name, InboundMetrics metrics) {
        this.name = name;
        this.metrics = metrics;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completion && !completion.isSuccess()) {
            metrics.failedHandshakes.inc();
            tell(ctx, completion.cause());
            ctx.close();
        }
        ctx.fireUserEventTriggered(event);
    }

    private void tell(ChannelHandlerContext ctx, Throwable cause) {
        boolean leftAlone = cause instanceof ClosedChannelException;
        if (!leftAlone && warnings.take(System.nanoTime())) {
            String peer = ctx.channel().remoteAddress() instanceof InetSocketAddress address
                    ? address.getAddress().getHostAddress()
                    : "a peer";
            log.warn("{}: no TLS with {}: {}", name, peer, reason(cause));
        }
    }

    private static String reason(Throwable cause) {
        if (cause instanceof NotSslRecordException) {
            return "it doesn't speak TLS; let it ask by https";
        }
        if (cause instanceof SslHandshakeTimeoutException) {
            return "it was too slow";
        }
        return String.valueOf(cause.getMessage());
    }

    /** What breaks within TLS is the peer's doing. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof SSLException
                || cause instanceof DecoderException && cause.getCause() instanceof SSLException) {
            ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }
}
