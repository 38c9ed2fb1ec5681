package tv.usher.engine.inbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;

/** A handler that looks at the head of a request before its body is taken. */
public interface TakesBodies {

    /**
     * @return false if the handler refuses this request whatever the body is; it gets it without, and the connection closes after the answer
     */
    boolean takesBody(ChannelHandlerContext ctx, HttpRequest head);
}
