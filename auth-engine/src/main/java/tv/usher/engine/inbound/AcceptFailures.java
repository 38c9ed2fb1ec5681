package tv.usher.engine.inbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.IoProblems;
import tv.usher.engine.util.RateLimiter;

/** Of the listening socket, behind Netty's own handler, which tries again every second: says once a minute why nobody can connect. */
final class AcceptFailures extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(AcceptFailures.class);

    private final String listener;
    private final RateLimiter warnings = new RateLimiter(Duration.ofMinutes(1), System.nanoTime());

    AcceptFailures(String listener) {
        this.listener = listener;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (warnings.take(System.nanoTime())) {
            log.warn(
                    "{}: a connection can't be accepted: {}; it is tried every second", listener, IoProblems.of(cause));
        }
    }
}
