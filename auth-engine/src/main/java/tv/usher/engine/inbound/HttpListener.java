package tv.usher.engine.inbound;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.net.HostPort;

/** Listens for HTTP/1.1 within bounds, on native epoll where it loads. */
public final class HttpListener {

    /** How long a drain keeps idle connections open, since a request may be on its way. */
    private static final Duration IDLE_GRACE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(HttpListener.class);

    private final String name;
    private final HostPort address;
    private final InboundSettings settings;
    private final Duration idleGrace;
    private final Connections connections;
    private final EventLoopGroup loops;
    private @Nullable Channel listening;

    /**
     * @param name     for threads and messages
     * @param handlers makes the handler of a connection from its peer's address; it gets complete requests, one at a time, and
     *     writes one complete response to each
     */
    public HttpListener(
            String name,
            HostPort address,
            InboundSettings settings,
            InboundMetrics metrics,
            Function<InetAddress, ChannelHandler> handlers) {
        this(name, address, settings, metrics, handlers, IDLE_GRACE);
    }

    HttpListener(
            String name,
            HostPort address,
            InboundSettings settings,
            InboundMetrics metrics,
            Function<InetAddress, ChannelHandler> handlers,
            Duration idleGrace) {
        this.name = name;
        this.address = address;
        this.settings = settings;
        this.idleGrace = idleGrace;
        this.connections = new Connections(settings, metrics, handlers);
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        int threads = settings.threads() == 0 ? Runtime.getRuntime().availableProcessors() : settings.threads();
        this.loops = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("usher-" + name), io);
    }

    /**
     * @return where it listens; the port is a free one if 0 was configured
     * @throws IOException if it can't listen there, with a message for operators
     */
    public InetSocketAddress start() throws IOException {
        Class<? extends ServerChannel> channel =
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(channel)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(connections)
                .bind(address.toSocketAddress())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(
                    "can't listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
        }
        listening = bound.channel();
        log.info("{} listens on {}", name, listening.localAddress());
        return (InetSocketAddress) listening.localAddress();
    }

    /** Returns when the event loops have finished everything that they had begun before this call. Don't call it on an event loop. */
    public void awaitTurn() {
        loops.forEach(loop -> loop.submit(() -> {}).awaitUninterruptibly());
    }

    public boolean isDraining() {
        return connections.isDraining();
    }

    /**
     * Accepts no more connections, answers the pending questions, then closes. Returns when that is done or the drain timeout is over; a
     * second call returns at once.
     */
    public void stop() {
        if (loops.isShuttingDown()) {
            return;
        }
        if (listening != null) {
            listening.close().awaitUninterruptibly();
        }
        // A connection that was accepted just before is known to its event loop, but perhaps not yet to this set.
        awaitTurn();
        // Not earlier: a caller whose connection ends reconnects at once, and must not be accepted again.
        connections.drain();
        loops.schedule(connections::closeIdle, graceNanos(), TimeUnit.NANOSECONDS);
        if (!connections.awaitClosed(settings.drainTimeout())) {
            log.warn(
                    "{} closes connections that didn't end within {}s",
                    name,
                    settings.drainTimeout().toSeconds());
        }
        connections.closeAll();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private long graceNanos() {
        return Math.min(idleGrace.toNanos(), settings.drainTimeout().toNanos());
    }
}
