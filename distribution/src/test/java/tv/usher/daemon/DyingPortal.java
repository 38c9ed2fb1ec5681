package tv.usher.daemon;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import tv.usher.api.testing.LoopbackPorts;

/** A middleware that allows all viewers, until a test lets it die in one way or another, and comes back on the same port. */
final class DyingPortal implements AutoCloseable {

    /** How it is. */
    enum Health {
        WELL,
        KILLED,
        HANGS,
        BAD_GATEWAY
    }

    private final int port;
    private Health health = Health.WELL;
    private LoopbackServer server;

    DyingPortal() throws IOException {
        port = LoopbackPorts.free(); // which nobody takes while it is dead
        server = listening();
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    void becomes(Health next) throws IOException {
        synchronized (this) {
            health = next;
            notifyAll();
        }
        if (next == Health.KILLED) {
            server.close();
        } else if (next == Health.WELL && server.isClosed()) {
            server = listening();
        }
    }

    private LoopbackServer listening() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        return LoopbackServer.start(socket, port, this::answerAll);
    }

    private void answerAll(Socket connection) throws IOException, InterruptedException {
        connection.setTcpNoDelay(true);
        while (true) {
            String head = CallerConnection.readHead(connection.getInputStream());
            String well = TestingMiddleware.isCanary(head) ? "403 Forbidden" : "200 OK";
            String status = healthToAnswerWith() == Health.WELL ? well : "502 Bad Gateway";
            connection.getOutputStream().write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n").getBytes());
        }
    }

    private synchronized Health healthToAnswerWith() throws InterruptedException {
        while (health == Health.HANGS) {
            wait();
        }
        return health;
    }

    @Override
    public void close() {
        server.close();
    }
}
