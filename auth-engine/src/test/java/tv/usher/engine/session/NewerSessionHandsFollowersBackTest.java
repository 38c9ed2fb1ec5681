package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.util.TestingClock;

/** T55: requests without a token follow a session that lives, if there is one of their device in their folder. */
class NewerSessionHandsFollowersBackTest {

    private static final Grant LONG = Grant.lasting(Duration.ofHours(1));

    private final TestingClock clock = new TestingClock();
    private final Sessions sessions = TestingSessions.of(
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
        clock.passes(Duration.ofSeconds(1));
        Session session = TestingViewings.admit(sessions, newer, LONG).session();
        assertThat(known(tokenless)).isSameAs(session);
        known(older);
        assertThat(known(tokenless)).isSameAs(session);
    }

    @Test
    void olderIsFollowedOnceTheNewerHasEnded() {
        // Given
        Session session = TestingViewings.admit(sessions, older, LONG).session();
        Session ends = TestingViewings.admit(sessions, newer, LONG).session();

        // When
        sessions.end(ends, SessionEnd.LEFT);

        // Then
        assertThat(known(tokenless)).isSameAs(session);
    }

    @Test
    void olderIsFollowedOnceTheNewersGrantIsOver() {
        // Given
        Session session = TestingViewings.admit(sessions, older, LONG).session();
        TestingViewings.admit(sessions, newer, Grant.lasting(Duration.ofSeconds(20)));

        // When
        clock.passes(Duration.ofSeconds(21));

        // Then
        assertThat(known(tokenless)).isSameAs(session);
    }

    @Test
    void sharedRequestsKeepBothCounted() {
        // Given
        TestingViewings.admit(sessions, older, LONG);
        TestingViewings.admit(sessions, newer, LONG);

        // When
        for (int i = 0; i < 10; i++) {
            clock.passes(Duration.ofSeconds(30));
            known(tokenless);
        }

        // Then
        sessions.sweeper().sweep();
        assertThat(known(older)).isNotNull();
        assertThat(known(newer)).isNotNull();
    }

    @Test
    void whoLivesByTheRequestsOfOthersGivesWayFirst() {
        // Given anna, who may have left, and a neighbour in her folder
        TestingViewings.admit(sessions, older, TestingViewings.grant("anna", 1));
        TestingViewings.admit(sessions, newer, LONG);
        Viewing elsewhere = TestingViewings.of("203.0.113.8", "/live/ch1/", "T1");
        clock.passes(Duration.ofSeconds(30));
        known(tokenless);
        Refusal tooEarly = TestingViewings.admit(sessions, elsewhere, TestingViewings.grant("anna", 1))
                .refusal();

        // When
        clock.passes(Duration.ofSeconds(32));
        known(tokenless);
        AdmissionResult admission = TestingViewings.admit(sessions, elsewhere, TestingViewings.grant("anna", 1));

        // Then
        assertThat(tooEarly).isNotNull();
        assertThat(admission.session()).isNotNull();
        assertThat(known(older)).isNull();
        assertThat(known(tokenless)).isSameAs(known(newer));
    }

    /** Else whoever comes to their folder would bring back all who have left. */
    @Test
    void idleSessionsStayIdleWhateverOthersDo() {
        // Given
        TestingViewings.admit(sessions, older, LONG);
        TestingViewings.admit(sessions, newer, LONG);
        clock.passes(TestingViewings.IDLE.plusSeconds(2));

        // When
        TestingViewings.admit(sessions, TestingViewings.of("203.0.113.7", "/live/ch1/", "T3"), LONG);
        TestingViewings.admit(sessions, TestingViewings.of("203.0.113.7", "/live/ch1/", "T4"), LONG);
        known(tokenless);

        // Then
        assertThat(known(older)).isNull();
        assertThat(known(newer)).isNull();
    }

    private Session known(Viewing viewing) {
        return sessions.known(viewing, clock.clock().now());
    }
}
