package tv.usher.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Gives each connection to a loopback port a thread, and ends all of them when closed. */
final class LoopbackServer implements Closeable {

    /** What one connection meets. When it returns or throws, the connection is closed. */
    interface Behaviour {
        void meet(Socket connection) throws IOException, InterruptedException;
    }

    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "loopback-server");
        thread.setDaemon(true);
        return thread;
    });

    private LoopbackServer(ServerSocket listening, Behaviour behaviour) {
        this.listening = listening;
        this.behaviour = behaviour;
    }

    static LoopbackServer start(Behaviour behaviour) throws IOException {
        return start(new ServerSocket(), behaviour);
    }

    /**
     * @param unbound plain or TLS
     */
    static LoopbackServer start(ServerSocket unbound, Behaviour behaviour) throws IOException {
        return start(unbound, 0, behaviour);
    }

    /**
     * @param port that was free a moment ago; 0 for any
     */
    static LoopbackServer start(ServerSocket unbound, int port, Behaviour behaviour) throws IOException {
        unbound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        LoopbackServer server = new LoopbackServer(unbound, behaviour);
        server.threads.execute(server::accept);
        return server;
    }

    int port() {
        return listening.getLocalPort();
    }

    String address() {
        return "http://127.0.0.1:" + port();
    }

    /** How many are open now. */
    int connections() {
        return open.size();
    }

    boolean isClosed() {
        return listening.isClosed();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                open.add(connection);
                threads.execute(() -> meet(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void meet(Socket connection) {
        try (connection) {
            behaviour.meet(connection);
        } catch (IOException e) {
            // The other side left, or the test is over.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
