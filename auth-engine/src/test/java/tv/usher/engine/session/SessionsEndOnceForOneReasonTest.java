package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.api.Reason;
import tv.usher.engine.util.TestingClock;

/** Who counts viewers or cuts players hears of each session's end once, with why. */
class SessionsEndOnceForOneReasonTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Grant ONE_SCREEN = TestingViewings.grant("77", 1);
    private static final Grant SCREENS = TestingViewings.grant("77", 10);

    private final TestingClock clock = new TestingClock();
    private final TestingSessionListener listener = new TestingSessionListener();
    private final TestingStore store = new TestingStore();
    private final Sessions sessions = TestingSessions.of(
            TestingSessions.settings(OverLimit.END_OLDEST, Follow.ADDRESS_AGENT, 1_000),
            clock.clock(),
            store,
            new SessionMetrics(new PrometheusRegistry()),
            listener);
    private final Viewing news = TestingViewings.of("203.0.113.7", "/news/", "T");
    private final Viewing sport = TestingViewings.of("203.0.113.7", "/sport/", "T");
    private final Viewing elsewhere = TestingViewings.of("203.0.113.8", "/films/", "U");

    @Test
    void whoLeavesIsIdle() {
        // Given
        TestingViewings.admit(sessions, news, SCREENS);

        // When
        clock.passes(Duration.ofSeconds(62));
        sessions.sweeper().sweep();
        sessions.sweeper().sweep();

        // Then
        assertThat(listener.heard()).containsExactly("began /news/", "idle /news/");
    }

    @Test
    void whoIsStillThereLeavesWithTheGrant() {
        // Given
        Sessions notKept = sessions(TestingSessions.settings(OverLimit.DENY_NEWEST, 1_000, Duration.ZERO));
        TestingViewings.admit(notKept, news, SCREENS);

        // When
        for (int times = 0; times < 4; times++) {
            clock.passes(Duration.ofSeconds(50));
            notKept.known(news, clock.clock().now());
            notKept.sweeper().sweep();
        }

        // Then
        assertThat(listener.heard()).containsExactly("began /news/", "grant-over /news/");
    }

    @Test
    void operatorsKickAndBan() {
        // Given
        Session kicked = TestingViewings.admit(sessions, news, SCREENS).session();
        TestingViewings.admit(sessions, elsewhere, SCREENS);

        // When
        sessions.revocations().kick(kicked.key(), TestingKicks.of(Duration.ZERO));
        sessions.revocations().kick(new UserId("portal", "77"), TestingKicks.of(HOUR));

        // Then
        assertThat(listener.heard())
                .containsExactly("began /news/", "began /films/", "kicked /news/", "banned /films/");
    }

    @Test
    void newerSessionsTakeThePlace() {
        // Given
        TestingViewings.admit(sessions, news, ONE_SCREEN);

        // When
        TestingViewings.admit(sessions, sport, ONE_SCREEN);
        clock.passes(Duration.ofSeconds(1));
        TestingViewings.admit(sessions, elsewhere, ONE_SCREEN);

        // Then
        assertThat(listener.heard())
                .containsExactly(
                        "began /news/",
                        "channel-changed /news/ for /sport/",
                        "began /sport/",
                        "over-limit /sport/ for /films/",
                        "began /films/");
    }

    @Test
    void whoIsLetInAgainGoesOn() {
        // Given
        TestingViewings.admit(sessions, news, SCREENS);

        // When
        TestingViewings.admit(sessions, news, SCREENS);

        // Then
        assertThat(listener.heard()).containsExactly("began /news/", "began-again /news/ for /news/", "began /news/");
    }

    @Test
    void backendsDenyWhomTheyAllowed() {
        // Given
        Session session = TestingViewings.admit(sessions, news, SCREENS).session();

        // When
        sessions.reauthorization()
                .refuted(session, news, new Refusal(new Reason("no-subscription", "no subscription"), ""));

        // Then
        assertThat(listener.heard()).containsExactly("began /news/", "denied /news/");
    }

    @Test
    void callersTellTheEnd() {
        // Given
        TestingViewings.admit(sessions, news, SCREENS);

        // When
        sessions.end(List.of(news));
        sessions.end(List.of(news));

        // Then
        assertThat(listener.heard()).containsExactly("began /news/", "left /news/");
    }

    @Test
    void storesRestoreAndOtherUshersEnd() {
        // Given
        sessions.open();
        StoredSession stored = sessions.live()
                .snapshot(TestingViewings.admit(sessions, news, SCREENS).session());
        sessions.end(List.of(news));
        listener.heard();

        // When
        store.others().restored(stored);
        store.others().restored(stored);
        store.others().ended(stored.key(), Long.MAX_VALUE, false);

        // Then
        assertThat(listener.heard()).containsExactly("restored /news/", "elsewhere /news/");
    }

    @Test
    void whoFindsNoPlaceNeverBegan() {
        // Given
        Sessions full = sessions(TestingSessions.settings(OverLimit.DENY_NEWEST, Follow.ADDRESS_AGENT, 1));
        TestingViewings.admit(full, news, SCREENS);

        // When
        TestingViewings.admit(full, elsewhere, SCREENS);

        // Then
        assertThat(listener.heard()).containsExactly("began /news/");
    }

    private Sessions sessions(SessionSettings settings) {
        return TestingSessions.of(
                settings, clock.clock(), new MemoryStore(), new SessionMetrics(new PrometheusRegistry()), listener);
    }
}
