package tv.usher.engine.session.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a server on loopback. A connection that stalls stays open and carries nothing any more, as when a router forgot it. */
final class StallingRelay implements AutoCloseable {

    private final ServerSocket listener;
    private final int server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    private StallingRelay(ServerSocket listener, int server) {
        this.listener = listener;
        this.server = server;
    }

    static StallingRelay to(int server) throws IOException {
        StallingRelay relay = new StallingRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
        relay.threads.execute(relay::accept);
        return relay;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** All connections that there are now. Later ones work. */
    void stall() {
        connections.forEach(connection -> connection.stalled = true);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Connection connection =
                        new Connection(listener.accept(), new Socket(InetAddress.getLoopbackAddress(), server));
                connections.add(connection);
                threads.execute(() -> connection.carry(connection.caller, connection.server));
                threads.execute(() -> connection.carry(connection.server, connection.caller));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static final class Connection {

        private final Socket caller;
        private final Socket server;
        private volatile boolean stalled;

        Connection(Socket caller, Socket server) throws IOException {
            this.caller = caller;
            this.server = server;
            caller.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void carry(Socket from, Socket to) {
            byte[] some = new byte[8192];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(some); count >= 0; count = in.read(some)) {
                    if (!stalled) {
                        out.write(some, 0, count);
                    }
                }
            } catch (IOException e) {
                // The other side has gone.
            }
        }

        void close() throws IOException {
            caller.close();
            server.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Connection connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
