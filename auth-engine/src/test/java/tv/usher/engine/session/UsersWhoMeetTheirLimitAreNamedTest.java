package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.util.TestingClock;

class UsersWhoMeetTheirLimitAreNamedTest {

    private static final UserId USER = new UserId("portal", "77");
    private static final Duration SHORT = Duration.ofSeconds(30);

    private final TestingClock clock = new TestingClock();
    private final Sessions sessions = TestingSessions.inMemory(
            TestingSessions.settings(), clock.clock(), new SessionMetrics(new PrometheusRegistry()));

    @Test
    void whoHasRoomLeftOrJustFillsItIsNot() {
        watch(1, 2);
        watch(2, 2);

        assertThat(sessions.live().limitsMet()).isEmpty();
    }

    @Test
    void whoWantedMoreIs() {
        // Given
        watch(1, 2);
        watch(2, 2);

        // When
        watch(3, 2);
        watch(4, 2);

        // Then
        assertThat(sessions.live().limitsMet()).containsExactly(new MetLimit(CountedLimit.ofGrant(USER, 2), 2));
    }

    @Test
    void whoHasEndedASessionSinceIsNot() {
        // Given
        Session first = watch(1, 2);
        watch(2, 2);
        watch(3, 2);

        // When
        sessions.end(first, SessionEnd.LEFT);

        // Then
        assertThat(sessions.live().limitsMet()).isEmpty();
    }

    @Test
    void whoseGrantsAreOverIsNot() {
        // Given
        watch(1, Grant.lasting(SHORT).user("77").maxSessions(1));
        watch(2, Grant.lasting(SHORT).user("77").maxSessions(1));

        // When
        clock.passes(SHORT.plusSeconds(10));

        // Then
        assertThat(sessions.live().limitsMet()).isEmpty();
    }

    @Test
    void itIsForgottenAfterAWhile() {
        // Given
        watch(1, 1);
        watch(2, 1);

        // When
        clock.passes(LimitsMet.LATELY.plus(Duration.ofSeconds(1)));

        // Then
        assertThat(sessions.live().limitsMet()).isEmpty();
    }

    @Test
    void whoInventsUsersFillsNoMemory() {
        // Given
        CountedSessions none = new CountedSessions(0, new Replaced(clock));
        LimitsMet users = new LimitsMet(none);

        // When
        for (int i = 0; i < 3 * LimitsMet.MOST; i++) {
            users.met(CountedLimit.ofGrant(new UserId("portal", "u" + i), 0), clock.now());
        }

        // Then
        assertThat(users.now(clock.now()))
                .hasSize(LimitsMet.MOST)
                .first()
                .satisfies(last ->
                        assertThat(last.limit().key()).isEqualTo(new UserId("portal", "u" + (3 * LimitsMet.MOST - 1))));
    }

    private Session watch(int viewer, int limit) {
        return watch(viewer, TestingViewings.grant("77", limit));
    }

    private Session watch(int viewer, Grant grant) {
        return TestingViewings.admit(
                        sessions,
                        TestingViewings.of("203.0.113." + viewer, "/live/" + viewer + "/", "token" + viewer),
                        grant)
                .session();
    }
}
