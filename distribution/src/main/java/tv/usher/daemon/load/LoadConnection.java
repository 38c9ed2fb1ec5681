package tv.usher.daemon.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.ssl.SslHandler;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tv.usher.daemon.call.CallerAnswer;
import tv.usher.daemon.cli.TlsClient;

/** One connection, with one question at a time. It lives on its event loop, and is of no use once it has failed. */
final class LoadConnection extends SimpleChannelInboundHandler<FullHttpResponse> {

    private static final int LONGEST_BODY = 65_536;
    private static final long ANSWER_SECONDS = 10;

    /** Who has the connections. */
    interface Owner {

        void free(LoadConnection connection);

        void gone(LoadConnection connection);
    }

    private final Owner owner;
    private final Optional<TlsClient> tls;
    private @Nullable Channel channel;
    private @Nullable LoadRequest question;
    private @Nullable Future<?> deadline;
    private boolean gone;

    /**
     * @param tls none for plain HTTP
     */
    LoadConnection(Owner owner, Optional<TlsClient> tls) {
        this.owner = owner;
        this.tls = tls;
    }

    void open(Bootstrap bootstrap, LoadRequest first) {
        question = first;
        ChannelFuture opening = bootstrap.clone().handler(pipeline()).connect();
        channel = opening.channel();
        opening.addListener(opened -> {
            if (opened.isSuccess()) {
                send(first);
            } else {
                leave(opened.cause() instanceof ConnectException ? "connection refused" : "can't connect");
            }
        });
    }

    private ChannelInitializer<SocketChannel> pipeline() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel socket) {
                tls.ifPresent(client -> socket.pipeline().addLast(new SslHandler(client.engine())));
                socket.pipeline()
                        .addLast(
                                new HttpResponseDecoder(), new HttpObjectAggregator(LONGEST_BODY), LoadConnection.this);
            }
        };
    }

    /** Only while it is free. */
    void send(LoadRequest next) {
        question = next;
        Channel open = Objects.requireNonNull(channel);
        deadline = open.eventLoop()
                .schedule(() -> leave("no answer within " + ANSWER_SECONDS + "s"), ANSWER_SECONDS, TimeUnit.SECONDS);
        open.writeAndFlush(Unpooled.wrappedBuffer(next.bytes()));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
        if (question == null || response.decoderResult().isFailure()) {
            leave("no answer in HTTP");
            return;
        }
        LoadRequest answered = question;
        question = null;
        Objects.requireNonNull(deadline).cancel(false);
        answered.asker()
                .answered(new CallerAnswer(
                        response.status().code(), List.of(), response.content().toString(StandardCharsets.UTF_8)));
        if (HttpUtil.isKeepAlive(response)) {
            owner.free(this);
        } else {
            leave("closed");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave("connection closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        leave(cause instanceof SocketException ? "connection reset" : "connection broken");
    }

    private void leave(String why) {
        if (gone) {
            return;
        }
        gone = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        Objects.requireNonNull(channel).close();
        owner.gone(this);
        if (question != null) {
            question.asker().failed(why);
        }
    }
}
