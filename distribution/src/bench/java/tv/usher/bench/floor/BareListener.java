package tv.usher.bench.floor;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;

/** Netty with the options of Usher's listener, on one event loop of native epoll, and nothing else. */
final class BareListener {

    private BareListener() {}

    /**
     * Listens until the process ends.
     *
     * @param port   0 for a free one
     * @param answer writes one response to each request, in the same turn or later
     */
    static void listen(int port, BiConsumer<HttpRequest, ChannelHandlerContext> answer) {
        HttpDecoderConfig bounds =
                new HttpDecoderConfig().setMaxInitialLineLength(8192).setMaxHeaderSize(16384);
        Channel listening = new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()))
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpRequestDecoder(bounds), new HttpResponseEncoder(), new Requests(answer));
                    }
                })
                .bind(new InetSocketAddress("127.0.0.1", port))
                .syncUninterruptibly()
                .channel();
        System.out.println("listens on " + listening.localAddress());
    }

    /** The questions have no body, so a request is complete with its head. */
    private static final class Requests extends SimpleChannelInboundHandler<HttpObject> {

        private final BiConsumer<HttpRequest, ChannelHandlerContext> answer;

        Requests(BiConsumer<HttpRequest, ChannelHandlerContext> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
            if (part instanceof HttpRequest request) {
                answer.accept(request, ctx);
            }
        }
    }
}
