package tv.usher.engine.inbound;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All connections of a listener: builds each one's pipeline, bounds their number, ends them all. */
@ChannelHandler.Sharable
final class Connections extends ChannelInitializer<SocketChannel> {

    private static final AttributeKey<RequestHandler> HANDLER = AttributeKey.valueOf(Connections.class, "handler");

    private final InboundSettings settings;
    private final InboundMetrics metrics;
    private final Function<InetAddress, RequestHandler> handlers;
    private final SharedByListeners shared;
    private final @Nullable ListenerTls tls;
    private final HandshakeFailures handshakeFailures;
    private final HttpDecoderConfig decoder;
    private final ChannelHandler lastResort = new LastResort();
    private final Semaphore ofCallers;
    private final Semaphore ofOthers;
    private final PeerBounds peers;
    private final PeerShares shares;
    private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final AtomicBoolean draining = new AtomicBoolean();

    /**
     * @param name of the listener
     * @param tls  null for plain HTTP
     */
    Connections(
            String name,
            @Nullable ListenerTls tls,
            InboundSettings settings,
            PeerBounds peers,
            InboundMetrics metrics,
            Function<InetAddress, RequestHandler> handlers,
            SharedByListeners shared) {
        this.tls = tls;
        this.handshakeFailures = new HandshakeFailures(name, metrics);
        this.settings = settings;
        this.shared = shared;
        this.metrics = metrics;
        this.handlers = handlers;
        this.ofCallers = new Semaphore(settings.maxConnections());
        this.ofOthers = new Semaphore(settings.maxUntrusted());
        this.peers = peers;
        this.shares = new PeerShares(peers.connections());
        this.decoder = new HttpDecoderConfig()
                .setMaxInitialLineLength(settings.maxLine())
                .setMaxHeaderSize(settings.maxHeaders());
    }

    /** For the listening socket: a connection that is one too many is closed there, before it takes up an event loop's time. */
    ChannelHandler bounds() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object accepted) {
                SocketChannel channel = (SocketChannel) accepted;
                if (admits(channel)) {
                    ctx.fireChannelRead(channel);
                } else {
                    channel.unsafe().closeForcibly();
                }
            }
        };
    }

    private boolean admits(SocketChannel channel) {
        InetSocketAddress peer = channel.remoteAddress();
        if (peer == null) { // already closed
            return false;
        }
        RequestHandler handler = handlers.apply(peer.getAddress());
        boolean trusted = handler.isTrusted();
        Semaphore places = trusted ? ofCallers : ofOthers;
        if (!places.tryAcquire()) {
            (trusted ? metrics.callersBeyondBound : metrics.othersBeyondBound).inc();
            return false;
        }
        if (!shares.take(peer.getAddress())) {
            places.release();
            metrics.callersBeyondBound.inc();
            return false;
        }
        metrics.connections.inc();
        channel.closeFuture().addListener(closed -> {
            places.release();
            shares.leave(peer.getAddress());
            metrics.connections.dec();
        });
        channel.attr(HANDLER).set(handler);
        return true;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        open.add(channel);
        RequestHandler handler = channel.attr(HANDLER).getAndSet(null);
        build(channel, handler, handler.isTrusted() ? settings.idleTimeout() : settings.requestTimeout());
    }

    void build(Channel channel, RequestHandler handler, Duration idleTimeout) {
        RequestClock clock = new RequestClock(
                settings.requestTimeout(), peers.firstRequest(), idleTimeout, () -> refuseSlow(channel));
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            pipeline.addLast(tls.handler(channel.alloc()));
            pipeline.addLast(handshakeFailures);
        }
        pipeline.addLast(clock);
        pipeline.addLast(new StrictRequests(decoder));
        pipeline.addLast(new HttpResponseEncoder());
        pipeline.addLast(new WholeRequests(settings.maxBody(), shared.bodies(), handler));
        pipeline.addLast(new OneAtATime(clock, metrics, draining::get));
        pipeline.addLast(handler);
        pipeline.addLast(lastResort);
    }

    private void refuseSlow(Channel channel) {
        metrics.brokenRequest(HttpResponseStatus.REQUEST_TIMEOUT);
        channel.writeAndFlush(Responses.closing(HttpResponseStatus.REQUEST_TIMEOUT));
    }

    boolean isDraining() {
        return draining.get();
    }

    /** From now on each connection closes after its next answer. */
    void drain() {
        draining.set(true);
    }

    /** Closes each connection that has waited so long for a request, or for the rest of one. The others get what is left of the time. */
    void closeUndecided(Duration grace) {
        open.forEach(channel -> channel.eventLoop().execute(() -> closeUndecided(channel, grace)));
    }

    private static void closeUndecided(Channel channel, Duration grace) {
        RequestClock clock = channel.pipeline().get(RequestClock.class);
        if (clock == null || clock.isAnswering() || !channel.isActive()) {
            return; // it is closed after the answer
        }
        long left = grace.toNanos() - clock.waitedNanos();
        if (left <= 0) {
            channel.close();
        } else {
            channel.eventLoop().schedule(() -> closeUndecided(channel, grace), left, TimeUnit.NANOSECONDS);
        }
    }

    boolean awaitClosed(long millis) {
        return open.newCloseFuture().awaitUninterruptibly(millis);
    }

    void closeAll(long millis) {
        open.close().awaitUninterruptibly(millis);
    }
}
