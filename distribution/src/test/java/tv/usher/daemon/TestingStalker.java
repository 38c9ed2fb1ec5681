package tv.usher.daemon;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A portal with Stalker's rules: a token of 32 hexadecimal digits, which is worth nothing five seconds after it was made. */
final class TestingStalker implements AutoCloseable {

    private static final Duration TOKEN_LIFE = Duration.ofSeconds(5);

    private static final Pattern TOKEN = Pattern.compile("[?&]token=([0-9a-f]{32})[& ]");
    private static final String ALLOW =
            "HTTP/1.1 200 OK\r\nX-AuthDuration: 36000\r\nX-Unique: true\r\nX-UserId: 42\r\nContent-Length: 0\r\n\r\n";
    private static final String DENY = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";

    private final Map<String, Long> madeAt = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final LoopbackServer server;

    private TestingStalker() throws IOException {
        server = LoopbackServer.start(this::answerAll);
    }

    static TestingStalker start() throws IOException {
        return new TestingStalker();
    }

    /** The portal's base address. */
    String address() {
        return server.address() + "/stalker_portal";
    }

    String newToken() {
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        madeAt.put(token, System.nanoTime());
        return token;
    }

    long tokensInForce() {
        return madeAt.values().stream().filter(TestingStalker::isInForce).count();
    }

    private static boolean isInForce(Long made) {
        return made != null && System.nanoTime() - made < TOKEN_LIFE.toNanos();
    }

    /** The heads of all requests so far. */
    List<String> questions() {
        return List.copyOf(questions);
    }

    private void answerAll(Socket connection) throws IOException {
        while (true) {
            String head = CallerConnection.readHead(connection.getInputStream());
            if (!TestingMiddleware.isCanary(head)) {
                questions.add(head);
            }
            Matcher token = TOKEN.matcher(head);
            String answer = token.find() && isInForce(madeAt.get(token.group(1))) ? ALLOW : DENY;
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
