package tv.usher.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A middleware that says the same to everybody, and remembers what it was asked byte for byte. */
final class TestingMiddleware implements AutoCloseable {

    private final int status;
    private final Duration thinking;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final LoopbackServer server;

    private TestingMiddleware(int status, Duration thinking) throws IOException {
        this.status = status;
        this.thinking = thinking;
        this.server = LoopbackServer.start(this::answerAll);
    }

    static TestingMiddleware saying(int status) throws IOException {
        return new TestingMiddleware(status, Duration.ZERO);
    }

    static TestingMiddleware saying(int status, Duration thinking) throws IOException {
        return new TestingMiddleware(status, thinking);
    }

    String address() {
        return server.address();
    }

    /** The heads of all requests so far, one character per byte. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void answerAll(Socket connection) throws IOException, InterruptedException {
        connection.setTcpNoDelay(true);
        InputStream in = connection.getInputStream();
        while (true) {
            asked.add(CallerConnection.readHead(in));
            Thread.sleep(thinking.toMillis());
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 " + status + " Said\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
