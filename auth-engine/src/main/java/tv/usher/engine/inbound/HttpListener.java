package tv.usher.engine.inbound;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.tls.ListenerTlsSettings;
import tv.usher.engine.util.StallWatch;

/** Listens for HTTP/1.1 within bounds, with or without TLS, on native epoll where it loads. */
public final class HttpListener {

    /** The listener that answers decisions. */
    public static final String CALLERS = "callers";

    /** The listener for health, metrics, the API and the page. */
    public static final String OPERATORS = "management";

    /**
     * How long a drain waits for the next request of a connection after its last answer, and for the rest of a request. Busy ones end
     * with an answer that says so; for others a request may always meet the end.
     */
    private static final Duration IDLE_GRACE = Duration.ofMillis(100);

    /** For what must not hold a stop up any more. */
    private static final long AT_ONCE_MILLIS = 200;

    private static final Logger log = LoggerFactory.getLogger(HttpListener.class);

    private final String name;
    private final HostPort address;
    private final InboundSettings settings;
    private final Duration idleGrace;
    private final @Nullable ListenerTls tls;
    private final Connections connections;
    private final EventLoopGroup accepting;
    private final EventLoopGroup loops;
    private @Nullable Channel listening;

    /**
     * @param name     for threads and messages
     * @param tls      none for plain HTTP
     * @param handlers makes the handler of a connection from its peer's address
     * @throws IllegalArgumentException if the files of TLS can't be used; the message is for the operator
     */
    public HttpListener(
            String name,
            HostPort address,
            Optional<ListenerTlsSettings> tls,
            InboundSettings settings,
            PeerBounds peers,
            InboundMetrics metrics,
            Function<InetAddress, RequestHandler> handlers,
            SharedByListeners shared) {
        this(name, address, tls, settings, peers, metrics, handlers, shared, IDLE_GRACE);
    }

    HttpListener(
            String name,
            HostPort address,
            Optional<ListenerTlsSettings> tls,
            InboundSettings settings,
            PeerBounds peers,
            InboundMetrics metrics,
            Function<InetAddress, RequestHandler> handlers,
            SharedByListeners shared,
            Duration idleGrace) {
        this.name = name;
        this.address = address;
        this.settings = settings;
        this.idleGrace = idleGrace;
        this.tls = tls.map(files -> new ListenerTls(
                        name,
                        files,
                        settings.requestTimeout(),
                        end -> shared.certificates().shown(name, end)))
                .orElse(null);
        this.connections = new Connections(name, this.tls, settings, peers, metrics, handlers, shared);
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
     * Who connects from now on waits for the start. Where an Usher that hands its sockets over holds the address, it is opened by the start.
     *
     * @param inherited what another process opened for it, if anything
     * @throws IOException if it can't listen there, with a message for operators
     */
    public void open(ListeningSockets inherited) throws IOException {
        OptionalInt file = inherited.file(name);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(accepting, loops)
                .option(ChannelOption.AUTO_READ, false) // accepts nobody yet
                .childOption(ChannelOption.TCP_NODELAY, true)
                .handler(connections.bounds())
                .childHandler(connections);
        ServerChannel adopted = file.isPresent() ? adopted(file.getAsInt()) : null;
        ChannelFuture bound = (adopted == null
                        ? bind(bootstrap)
                        : bootstrap.channelFactory(() -> adopted).register())
                .awaitUninterruptibly();
        if (bound.isSuccess()) {
            listening = bound.channel();
            listening.pipeline().addLast(new AcceptFailures(name));
        } else if (!inherited.hold(address)) {
            end();
            throw new IOException(ListenProblem.of(address), bound.cause());
        }
    }

    /**
     * Accepts.
     *
     * @param inherited what another process opened for it, if anything; for one that isn't open yet
     * @return where it listens; the port is a free one if 0 was configured
     * @throws IOException if it can't listen there, with a message for operators
     */
    public InetSocketAddress start(ListeningSockets inherited) throws IOException {
        if (listening == null) {
            open(inherited);
        }
        Channel opened = Objects.requireNonNull(listening);
        if (tls != null) {
            tls.start();
        }
        opened.config().setAutoRead(true);
        log.info("{} listens on {}", name, opened.localAddress());
        return (InetSocketAddress) opened.localAddress();
    }

    private ChannelFuture bind(ServerBootstrap bootstrap) {
        return bootstrap
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .bind(address.toSocketAddress());
    }

    /** Listens already; null if it isn't where the configuration says. */
    private @Nullable ServerChannel adopted(int file) throws IOException {
        if (!Epoll.isAvailable()) {
            throw new IOException("a socket of another process needs native epoll, which this machine hasn't");
        }
        EpollServerSocketChannel channel = new EpollServerSocketChannel(file);
        InetSocketAddress at = channel.localAddress();
        if (at != null && fits(at)) {
            return channel;
        }
        log.warn(
                "{}: the socket that was passed listens on {}, the configuration says {}: another one is opened",
                name,
                at,
                address);
        channel.fd().close();
        return null;
    }

    private boolean fits(InetSocketAddress at) {
        InetSocketAddress configured = address.toSocketAddress();
        boolean samePort = configured.getPort() == 0 || configured.getPort() == at.getPort();
        boolean sameHost = configured.getAddress().equals(at.getAddress())
                || configured.getAddress().isAnyLocalAddress()
                        && at.getAddress().isAnyLocalAddress();
        return samePort && sameHost;
    }

    /** The descriptor of the listening socket; it has started, on native epoll. */
    int file() {
        return ((EpollServerSocketChannel) Objects.requireNonNull(listening))
                .fd()
                .intValue();
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
        if (tls != null) {
            tls.close();
        }
    }

    private static long millisUntil(long moment) {
        return Math.max(0, (moment - System.nanoTime()) / 1_000_000);
    }
}
