package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.Grant;
import tv.usher.engine.util.TestingClock;

/** T22: whose grant is over may come to life again by a late answer or an outage, but not beside those who took the place. */
class ExpiredSessionsKeepTheLimitTest {

    private final TestingClock clock = new TestingClock();
    private final Viewing first = TestingViewings.of("203.0.113.7", "/live/ch1/", "T1");
    private final Viewing second = TestingViewings.of("203.0.113.8", "/live/ch2/", "T2");

    @ParameterizedTest
    @EnumSource
    void placeThatWasTakenIsNotGivenBackByALateAnswer(OverLimit overLimit) {
        // Given
        Sessions sessions = sessions(overLimit);
        Session expired = expired(sessions, 1);
        TestingViewings.admit(sessions, second, grant(1));

        // When
        sessions.reauthorization().renew(expired, grant(1));

        // Then
        assertThat(sessions.known(first, now())).isNull();
        assertThat(sessions.known(second, now())).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void norByAnOutage(OverLimit overLimit) {
        // Given
        Sessions sessions = sessions(overLimit);
        Session expired = expired(sessions, 1);
        TestingViewings.admit(sessions, second, grant(1));

        // Then
        assertThat(sessions.reauthorization().keep(expired)).isFalse();
        assertThat(sessions.known(first, now())).isNull();
    }

    @Test
    void whereThereIsAPlaceTheExpiredOneGoesOnAndCounts() {
        // Given
        Sessions sessions = sessions(OverLimit.DENY_NEWEST);
        Session expired = expired(sessions, 2);
        TestingViewings.admit(sessions, second, grant(2));

        // When
        boolean kept = sessions.reauthorization().keep(expired);

        // Then
        assertThat(kept).isTrue();
        assertThat(sessions.known(first, now())).isSameAs(expired);
        Viewing third = TestingViewings.of("203.0.113.9", "/live/ch3/", "T3");
        assertThat(TestingViewings.admit(sessions, third, grant(2)).refusal()).isNotNull();
    }

    @Test
    void whoIsRefusedAPlaceStillCountsWhenKept() {
        // Given a viewer who was allowed again in vain, since both places were taken meanwhile
        Sessions sessions = sessions(OverLimit.DENY_NEWEST);
        Session expired = expired(sessions, 2);
        TestingViewings.admit(sessions, second, grant(2));
        assertThat(TestingViewings.admit(sessions, first, grant(1)).refusal()).isNotNull();

        // When
        boolean kept = sessions.reauthorization().keep(expired);
        Viewing third = TestingViewings.of("203.0.113.9", "/live/ch3/", "T3");

        // Then
        assertThat(kept).isTrue();
        assertThat(TestingViewings.admit(sessions, third, grant(2)).refusal()).isNotNull();
    }

    @Test
    void keptViewerCountsAsSeen() {
        // Given
        Sessions sessions = sessions(OverLimit.DENY_NEWEST);
        Session expired = expired(sessions, 1);

        // When
        sessions.reauthorization().keep(expired);

        // Then
        clock.passes(Duration.ofSeconds(35));
        assertThat(sessions.known(first, now())).isSameAs(expired);
    }

    private Session expired(Sessions sessions, int maxSessions) {
        Session session =
                TestingViewings.admit(sessions, first, grant(maxSessions)).session();
        clock.passes(Duration.ofSeconds(31));
        assertThat(sessions.expired(first, now())).isSameAs(session);
        return session;
    }

    private long now() {
        return clock.clock().now();
    }

    private static Grant grant(int maxSessions) {
        return Grant.lasting(Duration.ofSeconds(30)).user("77").maxSessions(maxSessions);
    }

    private Sessions sessions(OverLimit overLimit) {
        return TestingSessions.of(
                TestingSessions.settings(overLimit, Follow.ADDRESS_AGENT, 100),
                clock.clock(),
                new TestingStore(),
                new SessionMetrics(new PrometheusRegistry()));
    }
}
