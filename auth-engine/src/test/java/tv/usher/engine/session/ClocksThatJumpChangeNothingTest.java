package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.util.TestingClock;

/** T22: the wall clock immortalises nobody and expires nobody; the other one may overflow, as it does here within a second. */
class ClocksThatJumpChangeNothingTest {

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private final Viewing viewing = TestingViewings.of("203.0.113.7", "/live/ch1/", "T");
    private Sessions sessions = sessions();

    @ParameterizedTest
    @ValueSource(longs = {-24, -1, 1, 24})
    void sessionLivesForItsGrant(long hours) {
        // Given
        TestingViewings.admit(sessions, viewing, TestingViewings.grant("77", 1));

        // When
        clock.wallClockJumps(Duration.ofHours(hours));
        sessions.sweeper().sweep();

        // Then
        for (int seconds = 0; seconds < 170; seconds += 10) {
            assertThat(sessions.known(viewing, clock.clock().now())).isNotNull();
            clock.passes(Duration.ofSeconds(10));
        }
        clock.passes(Duration.ofSeconds(11));
        assertThat(sessions.known(viewing, clock.clock().now())).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1})
    void banLastsAsLongAsItWasMeantTo(long hours) {
        // Given
        Session session = TestingViewings.admit(sessions, viewing, TestingViewings.grant("77", 1))
                .session();
        sessions.revocations().kick(session.key(), TestingKicks.of(Duration.ofMinutes(10)));

        // When
        clock.wallClockJumps(Duration.ofHours(hours));
        clock.passes(Duration.ofMinutes(9));
        sessions.sweeper().sweep();

        // Then
        assertThat(sessions.refused(viewing, clock.clock().now())).isNotNull();
        clock.passes(Duration.ofSeconds(61));
        assertThat(sessions.refused(viewing, clock.clock().now())).isNull();
    }

    @Test
    void whatIsRestoredAfterAJumpLivesNoLongerThanAGrantCan() {
        // Given
        TestingViewings.admit(sessions, viewing, TestingViewings.grant("77", 1));

        // When
        clock.wallClockJumps(Duration.ofDays(-3650));
        sessions = sessions();
        sessions.open();

        // Then
        long longest = Duration.ofDays(1).plusMinutes(10).toSeconds();
        for (long seconds = 0; seconds < longest; seconds += 50) {
            sessions.known(viewing, clock.clock().now());
            clock.passes(Duration.ofSeconds(50));
        }
        assertThat(sessions.known(viewing, clock.clock().now())).isNull();
    }

    private Sessions sessions() {
        return TestingSessions.of(
                TestingSessions.settings(), clock.clock(), store, new SessionMetrics(new PrometheusRegistry()));
    }
}
