package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.engine.util.TestingClock;

class UsersWhoMeetTheirLimitAreNamedTest {

    private static final UserId USER = new UserId("portal", "77");

    private final TestingClock clock = new TestingClock();
    private final Sessions sessions = TestingSessions.inMemory(
            TestingSessions.settings(), clock.clock(), new SessionMetrics(new PrometheusRegistry()));

    @Test
    void whoHasRoomLeftOrJustFillsItIsNot() {
        watch(1, 2);
        watch(2, 2);

        assertThat(sessions.usersAtLimit()).isEmpty();
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
        assertThat(sessions.usersAtLimit()).containsExactly(new UserAtLimit(USER, 2, 2));
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
        assertThat(sessions.usersAtLimit()).isEmpty();
    }

    @Test
    void itIsForgottenAfterAWhile() {
        // Given
        watch(1, 1);
        watch(2, 1);

        // When
        clock.passes(UsersAtLimit.LATELY.plus(Duration.ofSeconds(1)));

        // Then
        assertThat(sessions.usersAtLimit()).isEmpty();
    }

    @Test
    void whoInventsUsersFillsNoMemory() {
        // Given
        UserSessions none = new UserSessions(0, new Replaced(clock));
        UsersAtLimit users = new UsersAtLimit(none);

        // When
        for (int i = 0; i < 3 * UsersAtLimit.MOST; i++) {
            users.met(new UserId("portal", "u" + i), 0, clock.now());
        }

        // Then
        assertThat(users.now(clock.now()))
                .hasSize(UsersAtLimit.MOST)
                .first()
                .satisfies(last -> assertThat(last.user().user()).isEqualTo("u" + (3 * UsersAtLimit.MOST - 1)));
    }

    private Session watch(int viewer, int limit) {
        return TestingViewings.admit(
                        sessions,
                        TestingViewings.of("203.0.113." + viewer, "/live/" + viewer + "/", "token" + viewer),
                        TestingViewings.grant("77", limit))
                .session();
    }
}
