package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.util.TestingClock;

/** An operator who ends sessions must not find them alive for want of room for bans. */
class KicksEndSessionsThoughBansAreFullTest {

    private static final int MAX_BANS = 10;
    private static final UserId ANNA = new UserId("portal", "anna");
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private final Sessions sessions = TestingSessions.of(
            TestingSessions.settings(OverLimit.DENY_NEWEST, Follow.ADDRESS_AGENT, 100, 100, MAX_BANS),
            clock.clock(),
            store,
            new SessionMetrics(new PrometheusRegistry()));
    private final Viewing first = TestingViewings.of("203.0.113.7", "/live/ch1/", "T");
    private final Viewing followed = TestingViewings.of("203.0.113.7", "/live/ch1/", "");
    private final Viewing second = TestingViewings.of("203.0.113.8", "/live/ch2/", "U");

    @BeforeEach
    void watch() {
        sessions.open();
        TestingViewings.admit(sessions, first, TestingViewings.grant(ANNA.user(), 5));
        TestingViewings.admit(sessions, second, TestingViewings.grant(ANNA.user(), 5));
    }

    @Test
    void sessionEndsWithoutRoomForAnyBan() {
        // Given
        leaveRoomFor(0);

        // When
        KickResult result = sessions.revocations().kick(first.key(), TestingKicks.of(HOUR));

        // Then
        assertThat(result).isEqualTo(TestingKicks.result(1, true, false, false, "anna", "portal"));
        assertThat(nobodyKnows(List.of(first, followed))).isTrue();
        assertThat(store.sessions()).containsOnlyKeys(second.key());
    }

    @Test
    void requestsWithoutATokenEndThoughOnlyTheTokenCouldBeBanned() {
        // Given
        leaveRoomFor(1);

        // When
        KickResult result = sessions.revocations().kick(first.key(), TestingKicks.of(HOUR));

        // Then
        assertThat(result).isEqualTo(TestingKicks.result(1, true, false, false, "anna", "portal"));
        assertThat(nobodyKnows(List.of(first, followed))).isTrue();
    }

    @Test
    void allSessionsOfAUserEndThoughTheUserTookTheLastRoom() {
        // Given
        leaveRoomFor(1);

        // When
        KickResult result = sessions.revocations().kick(ANNA, TestingKicks.of(HOUR));

        // Then
        assertThat(result).isEqualTo(TestingKicks.result(2, true, false));
        assertThat(nobodyKnows(List.of(first, followed, second))).isTrue();
        assertThat(store.sessions()).isEmpty();
        assertThat(store.kicked()).containsExactly(ANNA);
        assertThat(TestingViewings.admit(sessions, second, TestingViewings.grant(ANNA.user(), 5))
                        .refusal())
                .satisfies(TestingViewings::isBan);
    }

    @Test
    void allSessionsOfAUserEndThoughTheUserCouldNotBeBanned() {
        // Given
        leaveRoomFor(0);

        // When
        KickResult result = sessions.revocations().kick(ANNA, TestingKicks.of(HOUR));

        // Then
        assertThat(result).isEqualTo(TestingKicks.result(2, false, false));
        assertThat(nobodyKnows(List.of(first, followed, second))).isTrue();
        assertThat(store.kicked()).containsExactly(ANNA);
    }

    @Test
    void allSessionsEndThatAnotherUsherKicked() {
        // Given
        leaveRoomFor(0);

        // When
        store.others().kicked(ANNA, HOUR, clock.wallNow(), BanOrder.UNKNOWN);

        // Then
        assertThat(nobodyKnows(List.of(first, followed, second))).isTrue();
    }

    @Test
    void withRoomEverythingIsBanned() {
        assertThat(sessions.revocations().kick(first.key(), TestingKicks.of(HOUR)))
                .isEqualTo(TestingKicks.result(1, true, true, true, "anna", "portal"));
        assertThat(sessions.revocations().kick(ANNA, TestingKicks.of(HOUR)))
                .isEqualTo(TestingKicks.result(1, true, true));
        assertThat(sessions.revocations().kick(ANNA, TestingKicks.of(Duration.ZERO)))
                .isEqualTo(KickResult.NOTHING);
    }

    private void leaveRoomFor(int bans) {
        for (int i = bans; i < MAX_BANS; i++) {
            sessions.revocations().kick(new UserId("portal", "user" + i), TestingKicks.of(HOUR));
        }
        store.kicked().clear();
    }

    private boolean nobodyKnows(List<Viewing> viewings) {
        long now = clock.clock().now();
        return viewings.stream().allMatch(viewing -> sessions.known(viewing, now) == null);
    }
}
