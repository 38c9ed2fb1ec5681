package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.util.Heap;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

/** T24, T46: however many come, no table grows beyond its bound, nothing that matters is given up for it, and one address fills none. */
class TablesAreBoundedTest {

    private static final int MANY = 5_000;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Grant GRANT = Grant.lasting(Duration.ofMinutes(3));

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Sessions sessions = TestingSessions.of(
            TestingSessions.settings(OverLimit.DENY_NEWEST, Follow.ADDRESS_AGENT, 100, 100, 100),
            clock.clock(),
            store,
            new SessionMetrics(registry));

    @Test
    void strangersBeyondTheBoundAreLetInButNotRememberedAndNobodyHasToGo() {
        // When
        for (int i = 0; i < MANY; i++) {
            AdmissionResult admission =
                    TestingViewings.admit(sessions, viewer(i), TestingViewings.grant("user" + i, 1));
            assertThat(admission.refusal()).isNull();
            assertThat(admission.session() != null).isEqualTo(i < 100);
        }

        // Then
        assertThat(gauge("usher_sessions")).isEqualTo(100);
        assertThat(store.sessions()).hasSize(100);
        assertThat(sessions.known(viewer(0), now())).isNotNull();
        assertThat(sessions.known(viewer(99), now())).isNotNull();
    }

    @Test
    void oneAddressLeavesRoomForOthers() {
        // When
        int remembered = 0;
        for (int i = 0; i < MANY; i++) {
            Viewing viewing = TestingViewings.of("2001:db8:0:1::" + Integer.toHexString(i), "/live/ch1/", "T" + i);
            remembered += TestingViewings.admit(sessions, viewing, GRANT).session() == null ? 0 : 1;
        }

        // Then
        assertThat(remembered).isEqualTo(50);
        for (int i = 0; i < 49; i++) {
            assertThat(TestingViewings.admit(sessions, viewer(i), GRANT).session())
                    .as("viewer %d", i)
                    .isNotNull();
        }
    }

    @Test
    void whoHasNoAddressSharesNone() {
        for (int i = 0; i < 100; i++) {
            assertThat(TestingViewings.admit(sessions, TestingViewings.of("", "/live/ch1/", "T" + i), GRANT)
                            .session())
                    .isNotNull();
        }
    }

    @Test
    void longNamesOfChannelsCountAsSeveral() {
        // When
        int remembered = 0;
        for (int i = 0; i < 100; i++) {
            Viewing viewing = TestingViewings.of("203.0.113." + i, "/live/" + "x".repeat(8_000) + "/", "T" + i);
            remembered += TestingViewings.admit(sessions, viewing, GRANT).session() == null ? 0 : 1;
        }

        // Then
        assertThat(remembered).isBetween(1, 5);
    }

    @Test
    void nearlyFullHeapIsAFullTable() {
        // Given
        for (int i = 0; i < 10; i++) {
            TestingViewings.admit(sessions, viewer(i), GRANT);
        }

        // When
        sessions.heapIs(true);

        // Then
        assertThat(gauge("usher_sessions_most")).isEqualTo(10);
        AdmissionResult beyond = TestingViewings.admit(sessions, viewer(10), GRANT);
        assertThat(beyond.refusal()).isNull();
        assertThat(beyond.session()).isNull();
        assertThat(sessions.known(viewer(3), now())).isNotNull();

        // When
        sessions.end(List.of(viewer(3)));

        // Then
        assertThat(TestingViewings.admit(sessions, viewer(10), GRANT).session()).isNotNull();

        // When
        sessions.heapIs(false);

        // Then
        assertThat(TestingViewings.admit(sessions, viewer(11), GRANT).session()).isNotNull();
        assertThat(gauge("usher_sessions_most")).isEqualTo(100);
    }

    @Test
    void boundsNeverExceedWhatTheHeapHolds() {
        SessionSettings shipped = TestingSessions.settings(OverLimit.DENY_NEWEST, Follow.OFF, 1_000_000, 100_000, 1);

        assertThat(shipped.fitting(new Heap(32L << 20)).maxSessions()).isBetween(1_000, 10_000);
        assertThat(shipped.fitting(new Heap(128L << 20)).maxSessions()).isBetween(100_000, 150_000);
        assertThat(shipped.fitting(new Heap(128L << 20)).maxDenials()).isBetween(5_000, 20_000);
        assertThat(shipped.fitting(new Heap(4L << 30))).isEqualTo(shipped);
    }

    @Test
    void floodOfDenialsOfOneAddressMakesNoOtherForgotten() {
        // Given
        for (int i = 0; i < 40; i++) {
            sessions.deny(viewer(i), new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "portal"));
        }

        // When
        for (int i = 0; i < MANY; i++) {
            Viewing viewing = TestingViewings.of("203.0.113.7", "/live/ch1/", "X" + i);
            sessions.deny(viewing, new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "portal"));
        }

        // Then
        for (int i = 0; i < 40; i++) {
            assertThat(sessions.refused(viewer(i), now())).as("viewer %d", i).isNotNull();
        }

        // When
        clock.passes(Duration.ofSeconds(11));
        sessions.sweeper().sweep();

        // Then
        Viewing again = TestingViewings.of("203.0.113.7", "/live/ch1/", "again");
        sessions.deny(again, new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "portal"));
        assertThat(sessions.refused(again, now())).isNotNull();
    }

    @Test
    void whoComesBackToAFullTableTakesTheOldPlace() {
        // Given
        for (int i = 0; i < 100; i++) {
            TestingViewings.admit(sessions, viewer(i), Grant.lasting(Duration.ofSeconds(30)));
        }
        clock.passes(Duration.ofSeconds(31));

        // When
        AdmissionResult again = TestingViewings.admit(sessions, viewer(7), GRANT);

        // Then
        assertThat(again.session()).isNotNull();
        assertThat(sessions.known(viewer(7), now())).isSameAs(again.session());
        assertThat(sessions.live().remembered()).isEqualTo(100);
    }

    @Test
    void oneBanTooManyIsRefusedAndNoneForgotten() {
        // Given
        for (int i = 0; i < 100; i++) {
            sessions.revocations().kick(new UserId("portal", "user" + i), TestingKicks.of(HOUR));
        }

        // Then
        assertThat(sessions.revocations().kick(new UserId("portal", "one more"), TestingKicks.of(HOUR)))
                .isEqualTo(TestingKicks.result(0, false, true));
        assertThat(gauge("usher_bans")).isEqualTo(100);
        for (int i = 0; i < 100; i++) {
            AdmissionResult admission =
                    TestingViewings.admit(sessions, viewer(i), TestingViewings.grant("user" + i, 1));
            assertThat(admission.refusal()).as("user %d", i).satisfies(TestingViewings::isBan);
        }
        sessions.revocations().kick(new UserId("portal", "user0"), TestingKicks.of(HOUR.multipliedBy(2)));
        clock.passes(HOUR.plusSeconds(1));
        sessions.sweeper().sweep();
        assertThat(gauge("usher_bans")).isEqualTo(1);
    }

    @Test
    void floodOfDenialsMakesNoBanForgotten() {
        // Given
        Session session = TestingViewings.admit(sessions, viewer(0), GRANT).session();
        sessions.revocations().kick(session.key(), TestingKicks.of(HOUR));

        // When
        for (int i = 1; i < MANY; i++) {
            sessions.deny(viewer(i), new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "portal"));
        }

        // Then
        assertThat(sessions.refused(viewer(0), now())).satisfies(TestingViewings::isBan);
        assertThat(remembered()).isLessThanOrEqualTo(100);
    }

    @Test
    void nothingStaysOfWhoHasGone() {
        // Given
        for (int i = 0; i < 100; i++) {
            TestingViewings.admit(sessions, viewer(i), TestingViewings.grant("user" + i % 10, 100));
        }

        // When
        clock.passes(Duration.ofSeconds(61));
        sessions.sweeper().sweep();

        // Then
        assertThat(gauge("usher_sessions")).isZero();
        assertThat(store.sessions()).isEmpty();
        for (int i = 0; i < 10; i++) {
            assertThat(sessions.revocations().kick(new UserId("portal", "user" + i), TestingKicks.of(Duration.ZERO)))
                    .isEqualTo(KickResult.NOTHING);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(TestingViewings.admit(sessions, viewer(MANY + i), GRANT).session())
                    .isNotNull();
        }
    }

    /** The cache that holds them trims itself a little later, on a thread of its own. */
    private int remembered() {
        int remembered = MANY;
        for (int tries = 0; remembered > 100 && tries < 1_000; tries++) {
            remembered = 0;
            for (int i = 1; i < MANY; i++) {
                remembered += sessions.refused(viewer(i), now()) == null ? 0 : 1;
            }
        }
        return remembered;
    }

    private double gauge(String name) {
        return registry.scrape(name::equals).stream()
                .map(GaugeSnapshot.class::cast)
                .findFirst()
                .orElseThrow()
                .getDataPoints()
                .get(0)
                .getValue();
    }

    private long now() {
        return clock.clock().now();
    }

    private static Viewing viewer(int i) {
        return TestingViewings.of("203." + i / 62_500 + '.' + i / 250 % 250 + '.' + i % 250, "/live/ch1/", "T" + i);
    }
}
