package tv.usher.engine.inbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.net.IpAddress;

/** Answers 403 to every request of a peer that isn't in {@code trusted-callers}, and closes. */
final class UntrustedCaller extends SimpleChannelInboundHandler<FullHttpRequest> implements RequestHandler {

    private static final Logger log = LoggerFactory.getLogger(UntrustedCaller.class);

    private final IpAddress peer;
    private final InboundMetrics metrics;

    UntrustedCaller(IpAddress peer, InboundMetrics metrics) {
        this.peer = peer;
        this.metrics = metrics;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        refuse(ctx);
    }

    @Override
    public boolean isTrusted() {
        return false;
    }

    @Override
    public boolean takesBody(ChannelHandlerContext ctx, HttpRequest head) {
        return false;
    }

    void refuse(ChannelHandlerContext ctx) {
        metrics.untrustedCallers.inc();
        log.debug("refused a call from {}, which is not in trusted-callers", peer);
        ctx.writeAndFlush(Responses.closing(HttpResponseStatus.FORBIDDEN));
    }
}
