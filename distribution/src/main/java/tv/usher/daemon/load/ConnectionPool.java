package tv.usher.daemon.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import tv.usher.daemon.cli.TlsClient;

/** A bounded number of connections. A question that finds all of them busy waits for one. To be used on the event loop only. */
final class ConnectionPool implements LoadConnection.Owner {

    private static final int CONNECT_MILLIS = 5_000;

    private final Bootstrap bootstrap;
    private final Optional<TlsClient> tls;
    private final int most;
    private final Deque<LoadConnection> free = new ArrayDeque<>();
    private final Deque<LoadRequest> waiting = new ArrayDeque<>();
    private int open;

    /**
     * @param tls none for plain HTTP
     */
    ConnectionPool(EventLoop loop, InetSocketAddress target, Optional<TlsClient> tls, int most) {
        this.tls = tls;
        this.most = most;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .remoteAddress(target);
    }

    void ask(LoadRequest question) {
        if (!free.isEmpty()) {
            free.poll().send(question);
        } else if (open < most) {
            open++;
            new LoadConnection(this, tls).open(bootstrap, question);
        } else {
            waiting.add(question);
        }
    }

    @Override
    public void free(LoadConnection connection) {
        if (waiting.isEmpty()) {
            free.add(connection);
        } else {
            connection.send(waiting.poll());
        }
    }

    @Override
    public void gone(LoadConnection connection) {
        free.remove(connection);
        open--;
        if (!waiting.isEmpty()) {
            ask(waiting.poll());
        }
    }
}
