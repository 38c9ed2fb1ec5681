package tv.usher.engine.session.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.session.Follow;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.TestingStore;
import tv.usher.engine.session.TestingViewings;
import tv.usher.engine.session.Unverified;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

/** What a restart must not change: when a viewer is asked about, who began first, and how many there may be. */
class RestartChangesNothingForViewersTest {

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
        assertThat(restarted
                        .reauthorization()
                        .claimRefresh(session, clock.clock().now()))
                .isFalse();
        clock.passes(Duration.ofSeconds(50));
        restarted.known(viewing, clock.clock().now());
        clock.passes(Duration.ofSeconds(50));
        assertThat(restarted.known(viewing, clock.clock().now())).isSameAs(session);
        assertThat(restarted
                        .reauthorization()
                        .claimRefresh(session, clock.clock().now()))
                .isTrue();
    }

    @Test
    void whoWasNeverVerifiedIsAskedAboutAtOnce() {
        // Given
        sessions()
                .admitUnverified(
                        viewing,
                        TestingViewings.ORIGIN,
                        Grant.lasting(Duration.ZERO),
                        new Unverified("portal", ReasonCode.NO_ANSWER_IN_TIME.with("timeout"), 10, 10),
                        TestingViewings.IDLE)
                .join();

        // When
        Sessions restarted = sessions();
        restarted.open();

        // Then
        Session session = restarted.known(viewing, clock.clock().now());
        assertThat(session.isVerified()).isFalse();
        assertThat(restarted
                        .reauthorization()
                        .claimVerification(session, clock.clock().now()))
                .isTrue();
    }

    @Test
    void whoBeganFirstIsTheOldest() {
        // Given
        Sessions first = sessions();
        for (int i = 0; i < 20; i++) {
            TestingViewings.admit(first, viewer(i), TestingViewings.grant("77", 20));
            clock.passes(Duration.ofMillis(10));
        }

        // When
        Sessions restarted = sessions();
        restarted.open();
        TestingViewings.admit(restarted, viewer(20), TestingViewings.grant("77", 20));

        // Then
        assertThat(restarted.known(viewer(0), clock.clock().now())).isNull();
        for (int i = 1; i <= 20; i++) {
            assertThat(restarted.known(viewer(i), clock.clock().now())).isNotNull();
        }
    }

    @Test
    void whoseIdleSessionMadePlaceDoesNotHaveItBack() {
        // Given
        Sessions first = sessions();
        TestingViewings.admit(first, viewer(1), TestingViewings.grant("77", 1));
        clock.passes(Duration.ofSeconds(62));
        TestingViewings.admit(first, viewer(2), TestingViewings.grant("77", 1));

        // When
        Sessions restarted = sessions();
        restarted.open();

        // Then
        assertThat(restarted.known(viewer(1), clock.clock().now())).isNull();
        assertThat(restarted.known(viewer(2), clock.clock().now())).isNotNull();
    }

    private static Viewing viewer(int i) {
        return TestingViewings.of("203.0.113." + i, "/live/ch" + i + '/', "T" + i);
    }

    private Sessions sessions() {
        return TestingSessions.of(
                TestingSessions.settings(OverLimit.END_OLDEST, Follow.ADDRESS_AGENT, 1_000),
                clock.clock(),
                store,
                new SessionMetrics(new PrometheusRegistry()));
    }
}
