package tv.usher.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A middleware that says the same to all viewers, and remembers what it was asked byte for byte. It denies Usher's own question about a
 * stranger and doesn't remember it, unless it is told to answer that as any other.
 */
final class TestingMiddleware implements AutoCloseable {

    /** What it does between a question and the answer. Interrupted when the middleware is closed. */
    interface Thinking {
        void think() throws InterruptedException;
    }

    private static final String DENIAL = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";

    private final int status;
    private final String headers;
    private final String body;
    private final Thinking thinking;
    private volatile boolean answersCanaries;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final LoopbackServer server;

    private TestingMiddleware(int status, String headers, Thinking thinking) throws IOException {
        this(status, headers, "", thinking);
    }

    private TestingMiddleware(int status, String headers, String body, Thinking thinking) throws IOException {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.thinking = thinking;
        this.server = LoopbackServer.start(this::answerAll);
    }

    static TestingMiddleware saying(int status) throws IOException {
        return new TestingMiddleware(status, "", () -> {});
    }

    /**
     * Shows everybody a page, with status 200.
     *
     * @param page in ASCII
     */
    static TestingMiddleware showing(String page) throws IOException {
        return new TestingMiddleware(200, "Content-Type: text/html\r\n", page, () -> {});
    }

    /** Allows everybody, with these headers. */
    static TestingMiddleware allowing(String... headers) throws IOException {
        return new TestingMiddleware(200, String.join("\r\n", headers) + "\r\n", () -> {});
    }

    /** Denies everybody, with these headers. */
    static TestingMiddleware denying(String... headers) throws IOException {
        return new TestingMiddleware(403, String.join("\r\n", headers) + "\r\n", () -> {});
    }

    static TestingMiddleware saying(int status, Thinking thinking) throws IOException {
        return new TestingMiddleware(status, "", thinking);
    }

    /** From now on the question about a stranger is one like all others. */
    TestingMiddleware answeringCanaries() {
        answersCanaries = true;
        return this;
    }

    /** True for the head of Usher's own question about a stranger. */
    static boolean isCanary(String head) {
        return head.contains("\r\nX-Real-Path: /usher-check/index.m3u8\r\n");
    }

    String address() {
        return server.address();
    }

    /** The heads of all requests so far, one character per byte. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** How many callers are connected now. */
    int connections() {
        return server.connections();
    }

    private void answerAll(Socket connection) throws IOException, InterruptedException {
        connection.setTcpNoDelay(true);
        InputStream in = connection.getInputStream();
        while (true) {
            String head = CallerConnection.readHead(in);
            if (isCanary(head) && !answersCanaries) {
                connection.getOutputStream().write(DENIAL.getBytes(StandardCharsets.US_ASCII));
                continue;
            }
            asked.add(head);
            thinking.think();
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 " + status + " Said\r\n" + headers + "Content-Length: " + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
