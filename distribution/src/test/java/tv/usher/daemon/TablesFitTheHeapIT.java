package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.testing.RealPrograms;
import tv.usher.api.testing.TakesLong;

/**
 * T24, T46: whatever one address invents, with the configuration as it is shipped the process goes on at any heap size, remembers
 * newcomers from elsewhere, and is restarted with the same heap.
 */
@TakesLong
class TablesFitTheHeapIT {

    private static final String LONG = "x".repeat(6_000);

    @TempDir
    private Path folder;

    private LoopbackServer middleware;

    @BeforeEach
    void startMiddleware() throws IOException {
        middleware = LoopbackServer.start(TablesFitTheHeapIT::answerAll);
    }

    @AfterEach
    void stopMiddleware() {
        middleware.close();
    }

    /** What the viewer makes up. */
    enum Invention {
        AGENTS,
        TOKENS,
        NAMES,
        PATHS,
        DENIALS;

        NginxQuestions.Question question(int number) {
            return switch (this) {
                case AGENTS -> question("/live/ch1/index.m3u8?token=one", "agent " + number);
                case TOKENS -> question("/live/ch1/index.m3u8?token=" + number, "VLC");
                case NAMES ->
                    question("/live/ch1/index.m3u8?token=" + number + "&user=" + "n".repeat(240) + number, "VLC");
                case PATHS -> question("/live/" + number + LONG + "/index.m3u8?token=one", "VLC");
                case DENIALS -> question("/live/" + number + LONG + "/index.m3u8?token=wrong" + number, "VLC");
            };
        }

        private static NginxQuestions.Question question(String uri, String agent) {
            return new NginxQuestions.Question(uri, "203.0.113.7", agent);
        }
    }

    @Test
    void oneAddressThatInventsPathsEndsNothing() throws Exception {
        Path configuration = ShippedConfiguration.write(folder, middleware.address());
        try (UsherProcess usher = start("128m", configuration)) {
            // When: these ended the process before half of them were asked
            try (NginxQuestions viewer = NginxQuestions.to(usher)) {
                assertThat(viewer.ask(0, 25_000, Invention.PATHS::question)).isEqualTo(25_000);
            }

            // Then
            assertRemembersOthers(usher);
            usher.awaitLog("no more than 131071 are known at once, since a heap of 128 MB holds no more");
            assertThat(usher.metric("usher_sessions_most")).isEqualTo(131_071);
            assertThat(usher.metric("usher_sessions_unremembered_total")).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "128m, 20, AGENTS",
        "128m, 20, TOKENS",
        "128m, 20, NAMES",
        "128m, 20, PATHS",
        "128m, 20, DENIALS",
        "1g, 60, PATHS",
        "4g, 90, PATHS",
        "4g, 60, TOKENS"
    })
    void whateverOneAddressInventsEndsNothing(String heap, int seconds, Invention invention) throws Exception {
        Path configuration = ShippedConfiguration.write(folder, middleware.address());
        try (UsherProcess usher = start(heap, configuration)) {
            // When
            Flood flood = new Flood(usher, Duration.ofSeconds(seconds));
            flood.ask(invention::question);

            // Then
            assertRemembersOthers(usher);
            usher.kill();
        }
        try (UsherProcess usher = start(heap, configuration)) {
            assertRemembersOthers(usher);
        }
    }

    /** More of them than a smaller heap holds, each from an address of his own. */
    @Test
    void whoDoesNotFitAfterARestartIsToldAndThePortIsOpen() throws Exception {
        int viewers = 20_000;
        NginxQuestions.Questions crowd = number -> new NginxQuestions.Question(
                "/live/ch" + number % 100 + "/index.m3u8?token=" + number,
                "10.0." + number / 250 + '.' + number % 250,
                "VLC");
        Path configuration = ShippedConfiguration.write(folder, middleware.address());
        try (UsherProcess usher = start("128m", configuration)) {
            // Given
            try (NginxQuestions callers = NginxQuestions.to(usher)) {
                assertThat(callers.ask(0, viewers, crowd)).isEqualTo(viewers);
            }
            assertThat(usher.metric("usher_sessions")).isEqualTo(viewers);
            assertThat(usher.stop()).isZero();
        }

        // When
        try (UsherProcess usher = start("40m", configuration)) {
            // Then
            double most = usher.metric("usher_sessions_most");
            assertThat(most).isBetween(1_000.0, viewers / 2.0);
            assertThat(usher.metric("usher_sessions")).isEqualTo(most);
            usher.awaitLog("more aren't known, since no more than max-sessions and the heap allow are restored");
            try (NginxQuestions callers = NginxQuestions.to(usher)) {
                assertThat(callers.ask(0, 1_000, crowd)).isEqualTo(1_000);
            }
        }
    }

    private void assertRemembersOthers(UsherProcess usher) throws IOException {
        double before = usher.metric("usher_questions_total{by=\"known\"}");
        NginxQuestions.Question newcomer =
                new NginxQuestions.Question("/live/ch1/index.m3u8?token=paid", "198.51.100.1", "VLC");
        try (NginxQuestions caller = NginxQuestions.to(usher)) {
            assertThat(caller.isAllowed(newcomer)).isTrue();
            assertThat(caller.isAllowed(newcomer)).isTrue();
        }
        assertThat(usher.metric("usher_questions_total{by=\"known\"}")).isGreaterThan(before);
    }

    private static UsherProcess start(String heap, Path configuration) throws IOException {
        return UnpackedUsher.built()
                .start(List.of(RealPrograms.require("env").toString(), "USHER_OPTS=-Xmx" + heap), configuration);
    }

    /** Allows all tokens that don't begin with {@code wrong}, and calls viewers as they call themselves. */
    private static void answerAll(Socket connection) throws IOException {
        Pattern user = Pattern.compile("user=(\\w+)");
        connection.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(connection.getInputStream());
        while (true) {
            String head = CallerConnection.readHead(in);
            Matcher named = user.matcher(head);
            String answer = head.contains("token=wrong") || TestingMiddleware.isCanary(head)
                    ? "HTTP/1.1 403 Forbidden\r\n"
                    : "HTTP/1.1 200 OK\r\nX-UserId: " + (named.find() ? named.group(1) : "") + "\r\n";
            connection
                    .getOutputStream()
                    .write((answer + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Several connections at once, for a time. */
    private static final class Flood {

        private static final int CONNECTIONS = 6;
        private static final int SOME = 500;

        private final UsherProcess usher;
        private final long end;

        Flood(UsherProcess usher, Duration lasting) {
            this.usher = usher;
            this.end = System.nanoTime() + lasting.toNanos();
        }

        void ask(NginxQuestions.Questions questions) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
            try {
                List<Callable<Void>> viewers = IntStream.range(0, CONNECTIONS)
                        .<Callable<Void>>mapToObj(connection -> () -> ask(connection * 10_000_000, questions))
                        .toList();
                for (Future<Void> viewer : threads.invokeAll(viewers)) {
                    viewer.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }

        private Void ask(int first, NginxQuestions.Questions questions) throws IOException {
            try (NginxQuestions viewer = NginxQuestions.to(usher)) {
                for (int number = first; System.nanoTime() - end < 0; number += SOME) {
                    viewer.ask(number, number + SOME, questions);
                }
            }
            return null;
        }
    }
}
