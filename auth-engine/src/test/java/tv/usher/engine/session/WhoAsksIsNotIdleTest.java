package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.Grant;
import tv.usher.engine.util.TestingClock;

class WhoAsksIsNotIdleTest {

    private final TestingClock clock = new TestingClock();
    private final Sessions sessions = TestingSessions.of(
            TestingSessions.settings(),
            clock.clock(),
            new TestingStore(),
            new SessionMetrics(new PrometheusRegistry()));
    private final Viewing viewing = TestingViewings.of("203.0.113.7", "/live/ch1/", "T");

    @ParameterizedTest
    @CsvSource({"1000, 900", "1000, 999", "2000, 1000", "2000, 1999", "6000, 5900", "60000, 59999"})
    void sessionLivesAsLongAsThePausesAreShorterThanTheIdleTimeout(long idleTimeout, long pause) {
        // Given
        sessions.admit(
                viewing, TestingViewings.ORIGIN, Grant.lasting(Duration.ofHours(1)), Duration.ofMillis(idleTimeout));

        // Then
        for (int i = 1; i < 20; i++) {
            clock.passes(Duration.ofMillis(pause));
            assertThat(sessions.known(viewing, clock.clock().now()))
                    .as("after %d pauses of %dms", i, pause)
                    .isNotNull();
        }
        clock.passes(Duration.ofMillis(idleTimeout + 1_000));
        assertThat(sessions.known(viewing, clock.clock().now())).isNull();
    }
}
