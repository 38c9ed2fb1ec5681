package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an outage thousands of known viewers have to be asked about again; whoever is new doesn't wait behind them. */
class NewcomersGoBeforeRenewalsIT {

    private static final int KNOWN = 400;
    private static final int NEWCOMERS = 5;
    private static final Duration GRANT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    @Test
    void thoughAllKnownViewersAreDueAtOnce() throws Exception {
        AtomicBoolean slow = new AtomicBoolean();
        TestingMiddleware.Thinking thinking = () -> {
            if (slow.get()) {
                Thread.sleep(ANSWER.toMillis());
            }
        };
        try (TestingMiddleware middleware = TestingMiddleware.saying(200, thinking);
                UsherProcess usher = UnpackedUsher.built()
                        .start(ConfigText.write(folder, """
                        on-unavailable: deny
                        sessions: {store: memory}
                        backends:
                          own: {type: http, address: "%s", grant: %ds, max-concurrent: 8, max-waiting: 5000, timeout: 30s}
                        access:
                          - {name: everyone, ask: [own]}
                        """.formatted(middleware.address(), GRANT.toSeconds())));
                NginxQuestions callers = NginxQuestions.to(usher);
                NginxQuestions newcomers = NginxQuestions.to(usher)) {
            // Given
            assertThat(callers.ask(0, KNOWN, NewcomersGoBeforeRenewalsIT::viewer))
                    .isEqualTo(KNOWN);
            slow.set(true);

            // When all are in the last fifth of their grant, which lets them be asked about: 10s of work for the
            // backend
            await().atMost(GRANT).pollDelay(GRANT.multipliedBy(4).dividedBy(5)).until(() -> true);
            assertThat(callers.ask(0, KNOWN, NewcomersGoBeforeRenewalsIT::viewer))
                    .isEqualTo(KNOWN);

            // Then
            for (int i = 0; i < NEWCOMERS; i++) {
                long before = System.nanoTime();
                assertThat(newcomers.isAllowed(viewer(KNOWN + i))).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - before))
                        .as("newcomer %d", i)
                        .isLessThan(ANSWER.multipliedBy(10));
            }
            usher.awaitMetric("usher_questions_total{by=\"asked\"}", KNOWN + NEWCOMERS);
            assertThat(usher.metric("usher_sessions_refreshed_total")).isPositive();
        }
    }

    private static NginxQuestions.Question viewer(int number) {
        return new NginxQuestions.Question(
                "/live/ch1/index.m3u8?token=" + number, "10.0." + number / 250 + '.' + number % 250, "VLC");
    }
}
