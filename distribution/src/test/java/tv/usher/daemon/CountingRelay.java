package tv.usher.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes bytes on to a port, and counts the connections that carried them. */
final class CountingRelay implements AutoCloseable {

    private final AtomicInteger connections = new AtomicInteger();
    private final int target;
    private final LoopbackServer server;

    private CountingRelay(int target) throws IOException {
        this.target = target;
        this.server = LoopbackServer.start(this::relay);
    }

    static CountingRelay to(int port) throws IOException {
        return new CountingRelay(port);
    }

    int port() {
        return server.port();
    }

    int connections() {
        return connections.get();
    }

    private void relay(Socket near) throws IOException {
        connections.incrementAndGet();
        try (Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread back = new Thread(() -> pump(far, near), "relay-back");
            back.setDaemon(true);
            back.start();
            near.getInputStream().transferTo(far.getOutputStream());
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side left; the other is closed now too.
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
