package tv.usher.engine.inbound;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Function;

/** All connections of a listener: builds each one's pipeline, bounds their number, ends them all. */
@ChannelHandler.Sharable
final class Connections extends ChannelInitializer<SocketChannel> {

    private final InboundSettings settings;
    private final InboundMetrics metrics;
    private final Function<InetAddress, ChannelHandler> handlers;
    private final HttpDecoderConfig decoder;
    private final ChannelHandler lastResort = new LastResort();
    private final Places ofCallers;
    private final Places ofOthers;
    private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private volatile boolean draining;

    Connections(InboundSettings settings, InboundMetrics metrics, Function<InetAddress, ChannelHandler> handlers) {
        this.settings = settings;
        this.metrics = metrics;
        this.handlers = handlers;
        this.ofCallers = new Places(settings.maxConnections());
        this.ofOthers = new Places(settings.maxUntrusted());
        this.decoder = new HttpDecoderConfig()
                .setMaxInitialLineLength(settings.maxLine())
                .setMaxHeaderSize(settings.maxHeaders());
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        InetSocketAddress peer = channel.remoteAddress();
        if (peer == null) { // already closed
            channel.close();
            return;
        }
        ChannelHandler handler = handlers.apply(peer.getAddress());
        boolean trusted = !(handler instanceof UntrustedCaller);
        Places places = trusted ? ofCallers : ofOthers;
        if (!places.take()) {
            (trusted ? metrics.callersBeyondBound : metrics.othersBeyondBound).inc();
            channel.close();
            return;
        }
        open.add(channel);
        metrics.connections.inc();
        channel.closeFuture().addListener(closed -> {
            places.leave();
            metrics.connections.dec();
        });
        build(channel, handler, trusted ? settings.idleTimeout() : settings.requestTimeout());
    }

    void build(Channel channel, ChannelHandler handler, Duration idleTimeout) {
        RequestClock clock = new RequestClock(settings.requestTimeout(), idleTimeout, () -> refuseSlow(channel));
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(clock);
        pipeline.addLast(new StrictRequests(decoder));
        pipeline.addLast(new HttpResponseEncoder());
        pipeline.addLast(new WholeRequests(settings.maxBody()));
        pipeline.addLast(new OneAtATime(clock, this::isDraining));
        pipeline.addLast(new BrokenRequests(metrics));
        pipeline.addLast(handler);
        pipeline.addLast(lastResort);
    }

    private void refuseSlow(Channel channel) {
        metrics.brokenRequest(HttpResponseStatus.REQUEST_TIMEOUT);
        channel.writeAndFlush(Responses.closing(HttpResponseStatus.REQUEST_TIMEOUT));
    }

    boolean isDraining() {
        return draining;
    }

    /** From now on each connection closes after its next answer. */
    void drain() {
        draining = true;
    }

    void closeIdle() {
        for (Channel channel : open) {
            channel.eventLoop().execute(() -> {
                RequestClock clock = channel.pipeline().get(RequestClock.class);
                if (clock != null && clock.isIdle()) {
                    channel.close();
                }
            });
        }
    }

    boolean awaitClosed(Duration timeout) {
        return open.newCloseFuture().awaitUninterruptibly(timeout.toMillis());
    }

    void closeAll() {
        open.close().awaitUninterruptibly();
    }
}
