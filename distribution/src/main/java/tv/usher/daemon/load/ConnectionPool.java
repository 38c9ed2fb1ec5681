package tv.usher.daemon.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import tv.usher.daemon.cli.TlsClient;
import tv.usher.engine.net.HostPort;

/** A bounded number of connections. A question that finds all of them busy waits for one. To be used on the event loop only. */
final class ConnectionPool implements LoadConnection.Owner {

    private static final int CONNECT_MILLIS = 5_000;

    private final String host;
    private final Bootstrap bootstrap;
    private final Optional<TlsClient> tls;
    private final int most;
    private final Deque<LoadConnection> free = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Tally tally;
    private int open;

    private record Waiting(LoadRequest question, long since) {}

    /**
     * @param tls to any of the Ushers; none for plain HTTP
     */
    ConnectionPool(EventLoop loop, HostPort usher, Optional<TlsClient> tls, int most, Tally tally) {
        this.host = usher.toString();
        this.tls = tls.map(client -> client.to(usher));
        this.tally = tally;
        this.most = most;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .remoteAddress(usher.toSocketAddress());
    }

    /** As its callers name it. */
    String host() {
        return host;
    }

    void ask(LoadRequest question) {
        if (!free.isEmpty()) {
            free.poll().send(question);
        } else if (open < most) {
            open++;
            new LoadConnection(this, tls).open(bootstrap, question);
        } else {
            waiting.add(new Waiting(question, System.nanoTime()));
        }
    }

    @Override
    public void free(LoadConnection connection) {
        if (waiting.isEmpty()) {
            free.add(connection);
        } else {
            connection.send(next());
        }
    }

    @Override
    public void gone(LoadConnection connection) {
        free.remove(connection);
        open--;
        if (!waiting.isEmpty()) {
            ask(next());
        }
    }

    private LoadRequest next() {
        Waiting next = waiting.remove();
        tally.waited(System.nanoTime() - next.since());
        return next.question();
    }
}
