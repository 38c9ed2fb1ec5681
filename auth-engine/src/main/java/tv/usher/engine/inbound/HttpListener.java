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
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.util.StallWatch;

/** Listens for HTTP/1.1 within bounds, on native epoll where it loads. */
public final class HttpListener {

    /** How long a drain waits for the next request of a connection after its last answer, and for the rest of a request. */
    private static final Duration IDLE_GRACE = Duration.ofSeconds(1);

    /** For what must not hold a stop up any more. */
    private static final long AT_ONCE_MILLIS = 200;

    private static final Logger log = LoggerFactory.getLogger(HttpListener.class);

    private final String name;
    private final HostPort address;
    private final InboundSettings settings;
    private final Duration idleGrace;
    private final Connections connections;
    private final EventLoopGroup accepting;
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
            Function<InetAddress, ChannelHandler> handlers,
            SharedByListeners shared) {
        this(name, address, settings, metrics, handlers, shared, IDLE_GRACE);
    }

    HttpListener(
            String name,
            HostPort address,
            InboundSettings settings,
            InboundMetrics metrics,
            Function<InetAddress, ChannelHandler> handlers,
            SharedByListeners shared,
            Duration idleGrace) {
        this.name = name;
        this.address = address;
        this.settings = settings;
        this.idleGrace = idleGrace;
        this.connections = new Connections(settings, metrics, handlers, shared);
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        int threads = settings.threads() == 0 ? Runtime.getRuntime().availableProcessors() : settings.threads();
        this.loops = new MultiThreadIoEventLoopGroup(
                threads,
                new ThreadPerTaskExecutor(new DefaultThreadFactory("usher-" + name)),
                new LiveLoops(shared.watch()::isStalled),
                io);
        loops.forEach(loop -> shared.watch().watch(name, loop));
        // A loop of its own: no loop that stalls keeps others from being connected.
        this.accepting = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("usher-accept-" + name), io);
    }

    /**
     * @return where it listens; the port is a free one if 0 was configured
     * @throws IOException if it can't listen there, with a message for operators
     */
    public InetSocketAddress start() throws IOException {
        Class<? extends ServerChannel> channel =
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        var bound = new ServerBootstrap()
                .group(accepting, loops)
                .channel(channel)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .handler(connections.bounds())
                .childHandler(connections)
                .bind(address.toSocketAddress())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            end();
            throw new IOException(
                    "can't listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
        }
        listening = bound.channel();
        listening.pipeline().addLast(new AcceptFailures(name));
        log.info("{} listens on {}", name, listening.localAddress());
        return (InetSocketAddress) listening.localAddress();
    }

    /**
     * Returns when the event loops have finished everything that they had begun before this call, or when one of them stalls. Don't call it
     * on an event loop.
     */
    public void awaitTurn() {
        long deadline = System.nanoTime() + StallWatch.LONG.toNanos();
        List<Future<?>> turns = new ArrayList<>();
        loops.forEach(loop -> turns.add(loop.submit(() -> {})));
        turns.forEach(turn -> turn.awaitUninterruptibly(Math.max(1, millisUntil(deadline))));
    }

    public boolean isDraining() {
        return connections.isDraining();
    }

    /**
     * Accepts no more connections, answers the pending questions, then closes. Returns when that is done or, a moment later, when the drain
     * timeout is over, also if an event loop stalls; a second call returns at once.
     */
    public void stop() {
        if (loops.isShuttingDown()) {
            return;
        }
        long deadline = System.nanoTime() + settings.drainTimeout().toNanos();
        if (listening != null) {
            listening.close().awaitUninterruptibly();
        }
        // A connection that was accepted just before is known to its event loop, but perhaps not yet to this set.
        awaitTurn();
        // Not earlier: a caller whose connection ends reconnects at once, and must not be accepted again.
        connections.drain();
        connections.closeUndecided(idleGrace);
        if (!connections.awaitClosed(millisUntil(deadline))) {
            log.warn(
                    "{} closes connections that didn't end within {}s",
                    name,
                    settings.drainTimeout().toSeconds());
        }
        connections.closeAll(AT_ONCE_MILLIS);
        end();
    }

    private void end() {
        accepting.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly(AT_ONCE_MILLIS);
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly(AT_ONCE_MILLIS);
    }

    private static long millisUntil(long moment) {
        return Math.max(0, (moment - System.nanoTime()) / 1_000_000);
    }
}
