package tv.usher.engine.inbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.handler.codec.http.HttpRequest;

/** Answers the requests of one connection: it gets complete ones, one at a time, and writes one complete response to each. */
public interface RequestHandler extends ChannelInboundHandler {

    /** False for a peer that is only refused: it gets fewer connections, and idle ones close sooner. */
    default boolean isTrusted() {
        return true;
    }

    /**
     * Looks at the head of a request before its body is taken.
     *
     * @return false if the handler refuses this request whatever the body is; it gets it without, and the connection closes after the answer
     */
    boolean takesBody(ChannelHandlerContext ctx, HttpRequest head);
}
