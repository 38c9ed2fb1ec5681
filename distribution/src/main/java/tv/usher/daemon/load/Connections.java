package tv.usher.daemon.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;

/** A bounded number of connections. A question that finds all of them busy waits for one. To be used on the event loop only. */
final class Connections implements Connection.Owner {

    private static final int CONNECT_MILLIS = 5_000;

    private final Bootstrap bootstrap;
    private final int most;
    private final Deque<Connection> free = new ArrayDeque<>();
    private final Deque<Question> waiting = new ArrayDeque<>();
    private int open;

    Connections(EventLoop loop, InetSocketAddress target, int most) {
        this.most = most;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .remoteAddress(target);
    }

    void ask(Question question) {
        if (!free.isEmpty()) {
            free.poll().send(question);
        } else if (open < most) {
            open++;
            new Connection(this).open(bootstrap, question);
        } else {
            waiting.add(question);
        }
    }

    @Override
    public void free(Connection connection) {
        if (waiting.isEmpty()) {
            free.add(connection);
        } else {
            connection.send(waiting.poll());
        }
    }

    @Override
    public void gone(Connection connection) {
        free.remove(connection);
        open--;
        if (!waiting.isEmpty()) {
            ask(waiting.poll());
        }
    }
}
