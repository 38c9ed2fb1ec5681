package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.util.TestingClock;

/** Requests without a token follow a session that lives, if there is one of their device in their folder. */
class NewerSessionHandsFollowersBackTest {

    private static final Grant LONG = Grant.of(Duration.ofHours(1));

    private final TestingClock clock = new TestingClock();
    private final Sessions sessions = new Sessions(
            TestingSessions.settings(),
            clock.clock(),
            new TestingStore(),
            new SessionMetrics(new PrometheusRegistry()));
    private final Viewing older = TestingViewings.of("203.0.113.7", "/live/ch1/", "T1");
    private final Viewing newer = TestingViewings.of("203.0.113.7", "/live/ch1/", "T2");
    private final Viewing tokenless = TestingViewings.of("203.0.113.7", "/live/ch1/", "");

    @Test
    void newerIsFollowed() {
        TestingViewings.admit(sessions, older, LONG);
        Session session = TestingViewings.admit(sessions, newer, LONG).session();
        assertThat(known(tokenless)).isSameAs(session);
        known(older);
        assertThat(known(tokenless)).isSameAs(session);
    }

    @Test
    void olderIsFollowedOnceTheNewerHasEnded() {
        // Given
        Session session = TestingViewings.admit(sessions, older, LONG).session();
        sessions.end(TestingViewings.admit(sessions, newer, LONG).session());

        // When
        known(older);

        // Then
        assertThat(known(tokenless)).isSameAs(session);
    }

    @Test
    void olderIsFollowedOnceTheNewersGrantIsOver() {
        // Given
        Session session = TestingViewings.admit(sessions, older, LONG).session();
        TestingViewings.admit(sessions, newer, Grant.of(Duration.ofSeconds(20)));
        clock.passes(Duration.ofSeconds(21));

        // When
        known(older);

        // Then
        assertThat(known(tokenless)).isSameAs(session);
    }

    private Session known(Viewing viewing) {
        return sessions.known(viewing, clock.clock().now());
    }
}
