package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.daemon.load.Crowd;

/**
 * The statement behind T41, T43, T44, T45 and T47: with a healthy middleware, whatever one customer (a /64 of IPv6) sends, and however
 * much of it, nobody is let in who wouldn't have been, and nobody is kept out.
 */
class OneViewerCausesNothingForOthersIT {

    private static final Duration ATTACK = Duration.ofSeconds(5);
    private static final int PER_SECOND = 400;
    private static final int CONNECTIONS = 1_000;
    private static final String PATH = "/live/ch1/index.m3u8";

    private static final String HASH_OF_SECRET = "pbkdf2-sha256:10000:000102030405060708090a0b0c0d0e0f"
            + ":38898ec86290bc0f1630837c5b0b9c9546450f2929098fd1c5638b05339ef1f8";

    /** What follows the token. The middleware below does as it is told. */
    private static final List<String> TRICKS = List.of(
            "",
            "&do=hang",
            "&do=reset",
            "&do=garbage",
            "&do=half",
            "&do=long",
            "&do=429",
            "&do=500",
            "&auth=anna:guess",
            "&auth=nobody:guess",
            "&a=%00%ff%zz",
            "&a=\u00ff\u0080",
            "&token=two",
            "&p=1".repeat(2_000),
            ";p=1".repeat(400),
            "x".repeat(5_000));

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong others = new AtomicLong();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"allow", "deny", "error"})
    void whateverHeSends(String onUnavailable) throws Exception {
        try (LoopbackServer middleware = LoopbackServer.start(OneViewerCausesNothingForOthersIT::serve);
                UsherProcess usher = UnpackedUsher.built().start(ConfigText.write(folder, """
                        on-unavailable: %s
                        backends:
                          own: {type: http, address: "%s", timeout: 5s, connect-timeout: 5s}
                          people: {type: users, users: [{login: anna, password: "%s"}]}
                        access:
                          - {name: everyone, ask: [own, people]}
                        """.formatted(
                                onUnavailable, middleware.address(), HASH_OF_SECRET)))) {
            // Given
            assertThat(ask(usher, "198.51.100.1", "token=paid-known")).isEqualTo(200);

            // When
            try (Crowd attack = Crowd.asking(usher.callers(), CONNECTIONS, PER_SECOND, this::address, this::trick)) {
                long ends = System.nanoTime() + ATTACK.toNanos();
                while (System.nanoTime() - ends < 0) {
                    // Then
                    assertThat(ask(usher, "198.51.100.1", "token=paid-known")).isEqualTo(200);
                    assertThat(ask(usher, elsewhere(), "token=paid-" + others)).isEqualTo(200);
                    assertThat(ask(usher, elsewhere(), "auth=anna:secret")).isEqualTo(200);
                    assertThat(ask(usher, elsewhere(), "token=wrong-" + others)).isEqualTo(403);
                    assertThat(ask(usher, elsewhere(), "auth=anna:wrong")).isEqualTo(403);
                }
                attack.end();
                assertThat(usher.log())
                        .filteredOn(line -> line.contains("backend own"))
                        .isEmpty();
                assertThat(attack.statuses()).doesNotContainKey(200);
            }
            assertThat(usher.metric("usher_default_allowed_total{backend=\"own\"}"))
                    .isZero();
        }
    }

    private String address() {
        return "2001:db8:0:66::" + Long.toHexString(sent.get() % 0xffff);
    }

    private String trick() {
        long number = sent.getAndIncrement();
        return "guess-" + number + TRICKS.get((int) (number % TRICKS.size()));
    }

    private String elsewhere() {
        long number = others.incrementAndGet();
        return "198.18." + number / 250 + "." + number % 250;
    }

    private static int ask(UsherProcess usher, String address, String query) throws IOException {
        return usher.ask("/cesbo?" + query, "X-Real-Path: " + PATH, "X-Real-Ip: " + address)
                .status();
    }

    private static void serve(Socket connection) throws IOException, InterruptedException {
        while (true) {
            String question = CallerConnection.readHead(connection.getInputStream());
            if (question.contains("do=hang")) {
                Thread.sleep(Duration.ofMinutes(1).toMillis());
            } else if (question.contains("do=reset")) {
                connection.setSoLinger(true, 0);
                return;
            } else if (question.contains("do=garbage")) {
                write(connection, "what?\r\n\r\n");
                return;
            } else if (question.contains("do=half")) {
                write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                return;
            } else if (question.contains("do=long")) {
                write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
                return;
            }
            write(connection, "HTTP/1.1 " + status(question) + "\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private static String status(String question) {
        if (question.contains("do=429")) {
            return "429 Too Many Requests";
        }
        if (question.contains("do=500")) {
            return "500 Internal Server Error";
        }
        return question.contains("token=paid-") ? "200 OK" : "403 Forbidden";
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
