package tv.usher.engine.inbound;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.PrematureChannelClosureException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last handler of the pipeline: an uncaught failure closes this connection and nothing else. */
@ChannelHandler.Sharable
final class LastResort extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(LastResort.class);

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean left = cause instanceof IOException || cause instanceof PrematureChannelClosureException;
        if (!left) { // a caller that went away isn't worth a line
            log.error("a connection failed and is closed", cause);
        }
        ctx.close();
    }
}
