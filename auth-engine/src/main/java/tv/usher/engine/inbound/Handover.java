package tv.usher.engine.inbound;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.DomainSocketReadMode;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.DataFolder;

/**
 * One Usher hands its listening sockets to the next one, so that an upgrade refuses nobody. The former one passes both sockets over a Unix
 * socket in {@code data-dir}, goes on until the next one says that it can listen, then answers what it was asked, stores its sessions and ends.
 * The next one accepts once the former has ended, which closes the Unix socket whatever happens. Who connects between the two waits in
 * the kernel's queue. At no time do both decide, so no viewer is asked about twice.
 */
public final class Handover {

    private static final Logger log = LoggerFactory.getLogger(Handover.class);

    private static final String SOCKET = "handover.sock";
    private static final byte CAN_LISTEN = 'y';
    private static final Duration ANSWERS = Duration.ofSeconds(5);
    private static final int LONGEST_PATH = 107; // of a Unix socket

    private Handover() {}

    /** The Usher that runs. It goes on if this process ends before {@link #end}. */
    public static final class Former {

        private final Channel channel;
        private final ListeningSockets sockets;
        private final CompletableFuture<Void> ended;

        private Former(Channel channel, ListeningSockets sockets, CompletableFuture<Void> ended) {
            this.channel = channel;
            this.sockets = sockets;
            this.ended = ended;
        }

        /** What it gave; it accepts there as well. */
        public ListeningSockets sockets() {
            return sockets;
        }

        /**
         * From then on it ends, and accepts nobody.
         *
         * @return completes when it has ended
         */
        public CompletableFuture<Void> end() {
            channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {CAN_LISTEN}))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            return ended;
        }
    }

    /** Sockets that are offered. */
    public static final class Offer implements AutoCloseable {

        private static final long AT_ONCE_MILLIS = 200;

        private final @Nullable Channel listening;
        private final @Nullable EventLoopGroup loop;

        private Offer(@Nullable Channel listening, @Nullable EventLoopGroup loop) {
            this.listening = listening;
            this.loop = loop;
        }

        public static Offer none() {
            return new Offer(null, null);
        }

        /** Nobody takes over any more who hasn't begun to. */
        public void withdraw() {
            if (listening != null) {
                listening.close().awaitUninterruptibly(AT_ONCE_MILLIS);
            }
        }

        /** A JVM that ends would wait 300 ms for this thread. Who takes over hears of the end with the process at the latest. */
        @Override
        public void close() {
            if (loop != null) {
                loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly(AT_ONCE_MILLIS);
            }
        }
    }

    /**
     * Offers the sockets of two listeners that have started. Where it can't, it says so in the log.
     *
     * @param folder made if it is missing; to what is made there, only this user can connect
     * @param stop   ends this process; called once, when the next one has the sockets
     */
    public static Offer offer(DataFolder folder, HttpListener callers, HttpListener operators, Runnable stop) {
        Path socket = folder.path().resolve(SOCKET);
        if (!Epoll.isAvailable() || socket.toString().length() > LONGEST_PATH) {
            log.debug("no handover: it needs native epoll, and a short path: {}", socket);
            return Offer.none();
        }
        EventLoopGroup loop = loop("usher-handover");
        try {
            folder.create();
            Files.deleteIfExists(socket); // of a process that was killed
            Channel listening = new ServerBootstrap()
                    .group(loop)
                    .channel(EpollServerDomainSocketChannel.class)
                    .childHandler(new ChannelInitializer<EpollDomainSocketChannel>() {
                        @Override
                        protected void initChannel(EpollDomainSocketChannel channel) {
                            channel.pipeline().addLast(new Giver(callers, operators, stop));
                        }
                    })
                    .bind(new DomainSocketAddress(socket.toFile()))
                    .sync()
                    .channel();
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            return new Offer(listening, loop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            log.info("no other Usher can take over from this one without a gap: {}: {}", socket, e.getMessage());
        }
        return Offer.none();
    }

    private static EventLoopGroup loop(String name) {
        return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), EpollIoHandler.newFactory());
    }

    private static final class Giver extends ChannelInboundHandlerAdapter {

        private final HttpListener callers;
        private final HttpListener operators;
        private final Runnable stop;
        private final AtomicBoolean given = new AtomicBoolean();

        Giver(HttpListener callers, HttpListener operators, Runnable stop) {
            this.callers = callers;
            this.operators = operators;
            this.stop = stop;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.write(new FileDescriptor(callers.file()));
            ctx.writeAndFlush(new FileDescriptor(operators.file()));
        }

        /** Until this process ends, the connection stays open. */
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object canListen) {
            ReferenceCountUtil.release(canListen);
            if (given.compareAndSet(false, true)) {
                log.info("another Usher takes over");
                // Now, lest it deletes the next one's socket.
                ctx.channel().parent().close().addListener(closed -> new Thread(stop, "usher-handed-over").start());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            log.info("a handover failed: {}", cause.toString());
            ctx.close();
        }
    }

    /**
     * Asks the Usher that offers its sockets in this folder for them.
     *
     * @return empty if there is none
     * @throws IOException if it doesn't answer as an Usher does, with a message for operators
     */
    public static Optional<Former> take(Path folder) throws IOException {
        Path socket = folder.resolve(SOCKET);
        if (!Epoll.isAvailable() || !Files.exists(socket)) {
            return Optional.empty();
        }
        EventLoopGroup loop = loop("usher-take-over");
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CompletableFuture<List<Integer>> files = new CompletableFuture<>();
        try {
            Channel channel = new Bootstrap()
                    .group(loop)
                    .channel(EpollDomainSocketChannel.class)
                    .handler(new ChannelInitializer<EpollDomainSocketChannel>() {
                        @Override
                        protected void initChannel(EpollDomainSocketChannel its) {
                            its.config().setReadMode(DomainSocketReadMode.FILE_DESCRIPTORS);
                            its.pipeline().addLast(new Receiver(files));
                        }
                    })
                    .connect(new DomainSocketAddress(socket.toFile()))
                    .sync()
                    .channel();
            channel.closeFuture().addListener(closed -> {
                ended.complete(null);
                loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            });
            List<Integer> both = files.get(ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
            Map<String, Integer> named = Map.of(HttpListener.CALLERS, both.get(0), HttpListener.OPERATORS, both.get(1));
            return Optional.of(new Former(channel, ListeningSockets.of(named), ended));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(
                    "the Usher at " + socket + " doesn't hand its sockets over: stop it, then start this one", e);
        } catch (Exception e) { // nobody listens there: it was killed
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            log.info("nobody to take over from at {}", socket);
            return Optional.empty();
        }
    }

    private static final class Receiver extends ChannelInboundHandlerAdapter {

        private final CompletableFuture<List<Integer>> both;
        private final List<Integer> files = new ArrayList<>();

        Receiver(CompletableFuture<List<Integer>> both) {
            this.both = both;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof FileDescriptor file) {
                files.add(file.intValue());
                if (files.size() == 2) {
                    both.complete(List.copyOf(files));
                }
            } else {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            both.completeExceptionally(new IOException("closed"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            both.completeExceptionally(cause);
            ctx.close();
        }
    }
}
