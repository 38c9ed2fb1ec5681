package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.util.TestingClock;

/** An operator who asks what would be decided keeps no viewer's session alive. */
class DryRunsSeeNobodyTest {

    private static final Viewing UNNAMED = TestingViewings.of("203.0.113.7", "/live/ch1/", "");
    private static final Grant GRANT = TestingViewings.grant("anna", 1);
    private static final Duration MOST_OF_IDLE =
            TestingViewings.IDLE.multipliedBy(2).dividedBy(3);

    private final TestingClock clock = new TestingClock();
    private final Sessions sessions =
            TestingSessions.inMemory(TestingSessions.settings(), clock, new SessionMetrics(new PrometheusRegistry()));

    @Test
    void whoNothingNamesButALimitCountsEndsAsIfNobodyHadAsked() {
        // Given
        sessions.open();
        Session session = TestingViewings.admit(sessions, UNNAMED, GRANT).session();
        assertThat(session).isNotNull();
        clock.passes(MOST_OF_IDLE);

        // When
        Refusal refusal = sessions.wouldRefuse(UNNAMED, TestingViewings.ORIGIN, GRANT, null);
        clock.passes(MOST_OF_IDLE);

        // Then
        assertThat(refusal).isNull();
        assertThat(session.isLive(clock.now())).isFalse();
    }

    @Test
    void whoIsAdmittedAgainWasSeen() {
        // Given
        sessions.open();
        Session session = TestingViewings.admit(sessions, UNNAMED, GRANT).session();
        clock.passes(MOST_OF_IDLE);

        // When
        TestingViewings.admit(sessions, UNNAMED, GRANT);
        clock.passes(MOST_OF_IDLE);

        // Then
        assertThat(session.isLive(clock.now())).isTrue();
    }
}
