package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.testing.TakesLong;
import tv.usher.daemon.load.Crowd;

/**
 * T44: somebody guesses tokens by the thousand, at a middleware that is healthy but slow. Whatever {@code on-unavailable} says, nobody is
 * let in by that, and each paying viewer who comes from elsewhere meanwhile is answered within the timeout.
 */
class OneAddressKeepsNobodyOutIT {

    private static final Duration SLOW = Duration.ofMillis(200);
    private static final String GUESSER = "203.0.113.66";
    private static final int AT_ONCE = 1_500;
    private static final int GUESSES_PER_SECOND = 1_000;
    private static final Duration FLOOD = Duration.ofSeconds(30);

    private final AtomicLong guesses = new AtomicLong();
    private final AtomicLong newcomers = new AtomicLong();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"allow", "deny", "error"})
    void byManyGuessesAtOnce(String onUnavailable) throws Exception {
        try (LoopbackServer middleware = LoopbackServer.start(OneAddressKeepsNobodyOutIT::serve);
                UsherProcess usher = start(middleware, onUnavailable)) {
            // Given
            List<CallerConnection> flood = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                flood.add(CallerConnection.to(usher.callers()));
            }

            // When
            for (CallerConnection guess : flood) {
                guess.send("/cesbo?token=guess-" + guesses.incrementAndGet(), about(GUESSER));
            }

            // Then
            for (int i = 0; i < 10; i++) {
                assertThat(newcomer(usher)).isEqualTo(200);
            }
            for (CallerConnection guess : flood) {
                assertThat(guess.read().status()).isIn(403, 503);
                guess.close();
            }
            assertNobodyWasLetInUnverified(usher);
        }
    }

    @TakesLong
    @ParameterizedTest
    @ValueSource(strings = {"allow", "deny", "error"})
    void byAThousandGuessesASecond(String onUnavailable) throws Exception {
        try (LoopbackServer middleware = LoopbackServer.start(OneAddressKeepsNobodyOutIT::serve);
                UsherProcess usher = start(middleware, onUnavailable);
                Crowd flood = Crowd.asking(
                        usher.callers(),
                        AT_ONCE,
                        GUESSES_PER_SECOND,
                        () -> GUESSER,
                        () -> "guess-" + guesses.incrementAndGet())) {
            // When
            long longest = 0;
            long ends = System.nanoTime() + FLOOD.toNanos();
            while (System.nanoTime() - ends < 0) {
                long asked = System.nanoTime();
                assertThat(newcomer(usher)).isEqualTo(200);
                longest = Math.max(longest, System.nanoTime() - asked);
            }
            flood.end();

            // Then
            assertNobodyWasLetInUnverified(usher);
            assertThat(flood.statuses()).doesNotContainKey(200);
            System.out.printf(
                    "on-unavailable %s: guesses %s, %d newcomers, the slowest after %d ms%n",
                    onUnavailable,
                    flood.statuses(),
                    newcomers.get(),
                    Duration.ofNanos(longest).toMillis());
        }
    }

    private UsherProcess start(LoopbackServer middleware, String onUnavailable) throws Exception {
        return UnpackedUsher.built()
                .start(ConfigText.write(folder, """
                on-unavailable: %s
                backends:
                  own: {type: http, address: "%s", timeout: 10s}
                access:
                  - {name: everyone, ask: [own]}
                """.formatted(onUnavailable, middleware.address())));
    }

    /** Each comes from an address of its own. */
    private int newcomer(UsherProcess usher) throws IOException {
        long number = newcomers.incrementAndGet();
        String address = "198.51." + (100 + number / 250) + "." + number % 250;
        return usher.ask("/cesbo?token=paid-" + number, about(address)).status();
    }

    private static String[] about(String viewer) {
        return new String[] {"X-Real-Path: /live/ch1/index.m3u8", "X-Real-Ip: " + viewer};
    }

    private static void assertNobodyWasLetInUnverified(UsherProcess usher) {
        assertThat(usher.log()).filteredOn(line -> line.contains("backend own")).isEmpty();
        assertThat(usher.metric("usher_default_allowed_total{backend=\"own\"}")).isZero();
    }

    private static void serve(Socket connection) throws IOException, InterruptedException {
        while (true) {
            String question = CallerConnection.readHead(connection.getInputStream());
            Thread.sleep(SLOW.toMillis());
            String status = question.contains("token=paid-") ? "200 OK" : "403 Forbidden";
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }
}
