package tv.usher.api.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Ministra portal on one loopback port, which keeps the rules of the real one's {@code chk_flussonic_tmp_link.php} and fails as that
 * does: with its own answers, and with those of what stands in front of it. A token lives five seconds, here from the first question about
 * it: how long a browser needs on a slow machine doesn't matter.
 */
public final class TestingPortal implements AutoCloseable {

    /** How it is. */
    public enum Health {
        WELL,
        /** PHP shows its fatal errors with status 200, for instance when {@code config.ini} can't be read. */
        PHP_ERROR_PAGE,
        /** Everything of an allow, for whomever, but the user. */
        WITHOUT_USER_ID,
        /** A proxy in front shows a page, with status 200. */
        MAINTENANCE_PAGE,
        /** No token is found: 403 for everybody. */
        WITHOUT_MEMCACHED,
        SERVER_ERROR,
        BAD_GATEWAY,
        TOO_MANY_REQUESTS,
        /** 503 with {@code Retry-After: 1}. */
        OVERLOADED,
        /** Answers with what is no HTTP. */
        GARBAGE,
        /** Reads the question and resets the connection. */
        RESETS,
        /** Reads the question and says nothing; it answers those who still wait once it is well again. */
        HANGS,
        /** Nobody listens. */
        DOWN
    }

    private static final String SCRIPT = "/stalker_portal/server/api/chk_flussonic_tmp_link.php";
    private static final Pattern TOKEN = Pattern.compile("[?&]token=([^& ]*)");
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(5);
    private static final int END_OF_HEAD = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';
    private static final int LOOK_MILLIS = 10; // how often a hanging answer looks whether it is over
    private static final String ALLOWS =
            "X-AuthDuration: 36000\r\nX-Unique: true\r\nX-Max-Sessions: 10\r\nX-UserId: 42\r\n";

    private record Condition(Predicate<String> tokens, Health theirs, Health others) {

        Health of(String token) {
            return tokens.test(token) ? theirs : others;
        }
    }

    private final int port;
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> firstAskedAt = new ConcurrentHashMap<>();
    private final Collection<String> questions = new ConcurrentLinkedQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Condition condition = new Condition(token -> true, Health.WELL, Health.WELL);
    private volatile Duration thinks = Duration.ZERO;
    private Thread accepting;
    private ServerSocket listener;

    private TestingPortal() throws IOException {
        port = LoopbackPorts.free(); // which nobody takes while it is down
        listener = listen();
    }

    public static TestingPortal start() throws IOException {
        return new TestingPortal();
    }

    /** The base address, as an operator writes it. */
    public String address() {
        return "http://127.0.0.1:" + port + "/stalker_portal";
    }

    /** A token that the portal has just given to a box. */
    public String newToken() {
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        made.add(token);
        return token;
    }

    public long tokensInForce() {
        return made.stream().filter(this::isInForce).count();
    }

    /** True of a token that it made some day; nobody else's, such as a guess or Usher's own, is one of these. */
    public boolean hasMade(String token) {
        return made.contains(token);
    }

    private boolean isInForce(String token) {
        long now = System.nanoTime();
        return hasMade(token) && now - firstAskedAt.getOrDefault(token, now) < TOKEN_LIFE.toNanos();
    }

    /** From now on, for everybody. */
    public TestingPortal becomes(Health health) throws IOException {
        return becomes(health, token -> true);
    }

    /**
     * From now on it is so for these tokens and well for all others, so that one viewer's question can be poisonous, or a portal broken
     * for its own tokens alone. {@link Health#DOWN} is for everybody.
     */
    public synchronized TestingPortal becomes(Health health, Predicate<String> tokens) throws IOException {
        condition = new Condition(tokens, health, Health.WELL);
        if (health == Health.DOWN) {
            hangUp();
        } else if (listener.isClosed()) {
            listener = listen();
        }
        return this;
    }

    /** How long it takes for each answer from now on. */
    public TestingPortal takes(Duration time) {
        thinks = time;
        return this;
    }

    /** The heads of all questions so far, one character per byte. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    /** Those about tokens of its own making, so without guesses and without Usher's own questions. */
    public List<String> questionsOfViewers() {
        return questions.stream().filter(head -> hasMade(token(head))).toList();
    }

    private static String token(String head) {
        Matcher token = TOKEN.matcher(head);
        return token.find() ? token.group(1) : "";
    }

    private ServerSocket listen() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        accepting = inBackground(() -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket connection = socket.accept();
                open.add(connection);
                inBackground(() -> serve(connection));
            }
        } catch (IOException e) {
            // down
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = connection.getInputStream();
            while (!listener.isClosed()) {
                String head = readHead(in);
                questions.add(head);
                Thread.sleep(thinks.toMillis());
                answer(connection, head);
            }
        } catch (IOException | InterruptedException e) {
            // the other side left, or the portal went down
        } finally {
            open.remove(connection);
        }
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int lastFour = 0; lastFour != END_OF_HEAD; ) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
            lastFour = lastFour << 8 | next;
        }
        return head.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private void answer(Socket connection, String head) throws IOException {
        String token = token(head);
        if (hasMade(token)) {
            firstAskedAt.putIfAbsent(token, System.nanoTime());
        }
        awaitHealth(connection, token);
        Health health = condition.of(token);
        if (health == Health.RESETS) {
            connection.setSoLinger(true, 0);
            connection.close();
            return;
        }
        String answer = head.startsWith("GET " + SCRIPT + "?") || health != Health.WELL
                ? answer(health, token)
                : http("404 Not Found", "");
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void awaitHealth(Socket connection, String token) throws IOException {
        connection.setSoTimeout(LOOK_MILLIS);
        while (condition.of(token) == Health.HANGS) {
            try {
                if (connection.getInputStream().read() < 0) {
                    throw new EOFException();
                }
            } catch (SocketTimeoutException e) {
                // it hangs on
            }
        }
        connection.setSoTimeout(0);
    }

    private String answer(Health health, String token) {
        return switch (health) {
            case PHP_ERROR_PAGE ->
                page("<br />\n<b>Fatal error</b>:  Uncaught Exception: Can not read config.ini in"
                        + " /var/www/stalker_portal/server/lib/config.class.php:19\n");
            case WITHOUT_USER_ID -> http("200 OK", "X-AuthDuration: 36000\r\nX-Unique: true\r\nX-Max-Sessions: 10\r\n");
            case MAINTENANCE_PAGE -> page("<!DOCTYPE html>\n<title>Maintenance</title><h1>Back soon</h1>\n");
            case SERVER_ERROR -> http("500 Internal Server Error", "");
            case BAD_GATEWAY -> http("502 Bad Gateway", "");
            case TOO_MANY_REQUESTS -> http("429 Too Many Requests", "");
            case OVERLOADED -> http("503 Service Unavailable", "Retry-After: 1\r\n");
            case GARBAGE -> "ICY 200 OK\r\n\r\n";
            default -> health == Health.WELL && isInForce(token) ? http("200 OK", ALLOWS) : http("403 Forbidden", "");
        };
    }

    private static String page(String html) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\nContent-Length: " + html.length()
                + "\r\n\r\n" + html;
    }

    private static String http(String status, String headers) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\n\r\n";
    }

    private void hangUp() throws IOException {
        listener.close();
        try {
            accepting.join(); // until then the kernel may still take a connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket connection : open) {
            connection.close();
        }
    }

    private static Thread inBackground(Runnable work) {
        Thread thread = new Thread(work, "testing-portal");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public synchronized void close() {
        try {
            hangUp();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
