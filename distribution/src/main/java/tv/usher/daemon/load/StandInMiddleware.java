package tv.usher.daemon.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.engine.backend.RandomViewer;

/** A middleware on loopback that lets everybody in for ten hours, each viewer as a user of its own, and counts. */
final class StandInMiddleware implements AutoCloseable {

    private static final int LONGEST_QUESTION = 65_536;
    private static final String TEN_HOURS = "36000";

    private static final Pattern VIEWER = Pattern.compile("[?&]token=(v\\d+)-");

    private final int limit;
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicLong questions = new AtomicLong();
    private final CountDownLatch asked;

    /**
     * @param ushers how many will ask
     * @param limit  sessions that each viewer may have at once; 0 for any number
     * @throws IOException if it can't listen there
     */
    StandInMiddleware(int port, int ushers, int limit) throws IOException {
        this.asked = new CountDownLatch(ushers);
        this.limit = limit;
        var listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        socket.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(LONGEST_QUESTION),
                                        new Answers());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .awaitUninterruptibly();
        if (!listening.isSuccess()) {
            close();
            throw new IOException("the stand-in middleware can't listen on port " + port, listening.cause());
        }
    }

    /** A token that it knows as that viewer's. */
    static String token(int viewer, String random) {
        return "v" + viewer + '-' + random;
    }

    /**
     * Waits until each Usher has found it: while a backend is out, Usher looks for it once a second. Where one didn't miss it, that takes two
     * seconds in vain.
     */
    @SuppressWarnings("ResultOfMethodCallIgnored") // both are right
    void awaitUshers() throws InterruptedException {
        asked.await(2, TimeUnit.SECONDS);
    }

    /** How many have reached it. */
    long questions() {
        return questions.get();
    }

    private final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {

        private boolean counted;

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            // A good middleware denies Usher's own question, about a viewer whom nobody can know.
            context.writeAndFlush(
                    RandomViewer.PATH.equals(request.headers().get("X-Real-Path")) ? deny() : allow(request.uri()));
        }

        private FullHttpResponse allow(String uri) {
            questions.incrementAndGet();
            FullHttpResponse answer = answer(HttpResponseStatus.OK);
            answer.headers().set("X-AuthDuration", TEN_HOURS);
            Matcher viewer = VIEWER.matcher(uri);
            if (viewer.find()) {
                answer.headers().set("X-UserId", viewer.group(1));
            }
            if (limit > 0) {
                answer.headers().set("X-Max-Sessions", limit);
            }
            return answer;
        }

        private FullHttpResponse deny() {
            if (!counted) { // an Usher asks over the same connection again
                counted = true;
                asked.countDown();
            }
            return answer(HttpResponseStatus.FORBIDDEN);
        }

        private FullHttpResponse answer(HttpResponseStatus status) {
            FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
            answer.headers().set("Content-Length", 0);
            return answer;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
