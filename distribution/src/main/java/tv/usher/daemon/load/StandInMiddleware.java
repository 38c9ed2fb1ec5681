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
import tv.usher.engine.backend.RandomViewer;

/** A middleware on loopback that lets everybody in for ten hours, each as a user of its own, and counts. */
final class StandInMiddleware implements AutoCloseable {

    private static final int LONGEST_QUESTION = 65_536;
    private static final String TEN_HOURS = "36000";

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicLong questions = new AtomicLong();
    private final CountDownLatch asked = new CountDownLatch(1);

    /**
     * @throws IOException if it can't listen there
     */
    StandInMiddleware(int port) throws IOException {
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

    /**
     * Waits until Usher has found it: while a backend is out, Usher looks for it once a second. Where Usher didn't miss it, that takes two
     * seconds in vain.
     */
    @SuppressWarnings("ResultOfMethodCallIgnored") // both are right
    void awaitUsher() throws InterruptedException {
        asked.await(2, TimeUnit.SECONDS);
    }

    /** How many have reached it. */
    long questions() {
        return questions.get();
    }

    private final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            // A good middleware denies Usher's own question, about a viewer whom nobody can know.
            context.writeAndFlush(RandomViewer.PATH.equals(request.headers().get("X-Real-Path")) ? deny() : allow());
        }

        private FullHttpResponse allow() {
            FullHttpResponse answer = answer(HttpResponseStatus.OK);
            answer.headers().set("X-UserId", questions.incrementAndGet()).set("X-AuthDuration", TEN_HOURS);
            return answer;
        }

        private FullHttpResponse deny() {
            asked.countDown();
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
