package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A restart changes nothing for the viewer: also the next question to the backend comes before the grant's end. */
class RestoredSessionsAreAskedAboutAheadOfTheEndTest {

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private final Viewing viewing = TestingViewings.of("203.0.113.7", "/live/ch1/", "T");

    @Test
    void refreshIsDueWhileTheSessionLives() {
        // Given a grant of three minutes, of which two are left
        TestingViewings.admit(sessions(), viewing, TestingViewings.grant("77", 1));
        clock.passes(Duration.ofMinutes(1));

        // When
        Sessions restarted = sessions();
        restarted.open();

        // Then
        Session session = restarted.known(viewing, clock.clock().now());
        assertThat(restarted.claimRefresh(session, clock.clock().now())).isFalse();
        clock.passes(Duration.ofSeconds(50));
        restarted.known(viewing, clock.clock().now());
        clock.passes(Duration.ofSeconds(50));
        assertThat(restarted.known(viewing, clock.clock().now())).isSameAs(session);
        assertThat(restarted.claimRefresh(session, clock.clock().now())).isTrue();
    }

    private Sessions sessions() {
        return new Sessions(
                TestingSessions.settings(), clock.clock(), store, new SessionMetrics(new PrometheusRegistry()));
    }
}
