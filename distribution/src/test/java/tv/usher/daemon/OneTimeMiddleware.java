package tv.usher.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A middleware whose tokens, {@code USER-NUMBER}, are good for one time, and whose users may have three sessions. */
final class OneTimeMiddleware implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("token=([a-z]+)-([0-9]+)");

    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final AtomicInteger questions = new AtomicInteger();
    private final LoopbackServer server;

    private OneTimeMiddleware() throws IOException {
        this.server = LoopbackServer.start(this::answerAll);
    }

    static OneTimeMiddleware start() throws IOException {
        return new OneTimeMiddleware();
    }

    String address() {
        return server.address();
    }

    int questions() {
        return questions.get();
    }

    private void answerAll(Socket connection) throws IOException {
        connection.setTcpNoDelay(true);
        InputStream in = connection.getInputStream();
        while (true) {
            String head = CallerConnection.readHead(in);
            Matcher token = TOKEN.matcher(head);
            if (!TestingMiddleware.isCanary(head)) {
                questions.incrementAndGet();
            }
            boolean allowed = token.find() && used.add(token.group());
            String answer = allowed
                    ? "HTTP/1.1 200 OK\r\nX-UserId: %s\r\nX-Max-Sessions: 3\r\nX-AuthDuration: 3600\r\n"
                            .formatted(token.group(1))
                    : "HTTP/1.1 403 Forbidden\r\n";
            connection
                    .getOutputStream()
                    .write((answer + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
