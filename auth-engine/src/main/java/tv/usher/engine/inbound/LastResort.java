package tv.usher.engine.inbound;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.PrematureChannelClosureException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Last in the pipeline: what nobody else has caught ends this connection and nothing more. */
@ChannelHandler.Sharable
final class LastResort extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(LastResort.class);

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean left = cause instanceof IOException || cause instanceof PrematureChannelClosureException;
        if (!left) { // a caller that went away is nothing to tell
            log.error("a connection failed and is closed", cause);
        }
        ctx.close();
    }
}
