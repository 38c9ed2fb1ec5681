package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

/** What a store tells may be old by the time it comes: who lives here stays, and who doesn't gives place to who lives elsewhere. */
class RestoredSessionsTakeNoLivingOnesPlaceTest {

    private static final Grant GRANT = TestingViewings.grant("77", 1);

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private final Sessions sessions = TestingSessions.of(
            TestingSessions.settings(), clock.clock(), store, new SessionMetrics(new PrometheusRegistry()));
    private final Viewing viewing = TestingViewings.of("203.0.113.7", "/live/ch1/", "T");
    private final Viewing tokenless = TestingViewings.of("203.0.113.7", "/live/ch1/", "");

    @Test
    void whoWasAdmittedMeanwhileStays() {
        // Given
        sessions.open();
        StoredSession old = sessions.live().snapshot(admit());
        clock.passes(Duration.ofSeconds(1));
        Session current = admit();

        // When
        store.others().restored(old);

        // Then
        assertThat(known(viewing)).isSameAs(current);
        assertThat(known(tokenless)).isSameAs(current);
        assertThat(store.sessions())
                .containsEntry(viewing.key(), sessions.live().snapshot(current));
        assertThat(TestingViewings.admit(sessions, another(), GRANT).refusal()).isNotNull();
    }

    @Test
    void whoWasVerifiedMeanwhileStays() {
        // Given one who was let in unverified for longer than the grant lasts
        sessions.open();
        StoredSession unverified = sessions.live()
                .snapshot(sessions.admitUnverified(
                                viewing,
                                TestingViewings.ORIGIN,
                                Grant.lasting(Duration.ZERO),
                                new Unverified("portal", ReasonCode.NO_ANSWER_IN_TIME.with("timeout"), 10, 10),
                                TestingViewings.IDLE)
                        .join()
                        .session());
        Session current = admit();

        // When
        store.others().restored(unverified);

        // Then
        assertThat(known(viewing)).isSameAs(current);
    }

    @Test
    void whoExpiredHereGoesOnAsRenewedElsewhere() {
        // Given
        sessions.open();
        Session expired = admit();
        clock.passes(Duration.ofSeconds(59));
        StoredSession renewed = renewed(sessions.live().snapshot(expired));
        for (int i = 0; i < 3; i++) {
            known(viewing);
            clock.passes(Duration.ofSeconds(50));
        }
        assertThat(sessions.expired(viewing, clock.clock().now())).isSameAs(expired);

        // When
        store.others().restored(renewed);

        // Then
        assertThat(known(viewing)).isNotNull().isNotSameAs(expired);
        assertThat(known(tokenless)).isSameAs(known(viewing));
        assertThat(TestingViewings.admit(sessions, another(), GRANT).refusal()).isNotNull();
    }

    @Test
    void whoExpiredEverywhereStays() {
        // Given
        sessions.open();
        Session expired = TestingViewings.admit(
                        sessions,
                        viewing,
                        Grant.lasting(Duration.ofSeconds(20)).user("77").maxSessions(GRANT.maxSessions()))
                .session();
        StoredSession stored = sessions.live().snapshot(expired);
        clock.passes(Duration.ofSeconds(30));

        // When
        store.others().restored(stored);

        // Then
        assertThat(sessions.expired(viewing, clock.clock().now())).isSameAs(expired);
    }

    @Test
    void whoIsIdleHereComesBackFromElsewhere() {
        // Given
        sessions.open();
        Session idle = admit();
        StoredSession stored = sessions.live().snapshot(idle);
        clock.passes(TestingViewings.IDLE.plusSeconds(2));

        // When
        store.others().restored(stored);

        // Then
        assertThat(known(viewing)).isNotNull().isNotSameAs(idle);
        assertThat(TestingViewings.admit(sessions, another(), GRANT).refusal()).isNotNull();
        sessions.sweeper().sweep();
        assertThat(known(viewing)).isNotNull();
    }

    private Session admit() {
        return TestingViewings.admit(sessions, viewing, GRANT).session();
    }

    private Session known(Viewing of) {
        return sessions.known(of, clock.clock().now());
    }

    private static Viewing another() {
        return TestingViewings.of("203.0.113.8", "/live/ch2/", "V");
    }

    private static StoredSession renewed(StoredSession session) {
        long ends = session.validUntil() + 3_600_000;
        return TestingSessions.ofEdge(
                session.key(),
                session.followKey(),
                session.origin(),
                session.user(),
                session.name(),
                session.playback(),
                session.verified(),
                session.limited(),
                session.began(),
                session.lastSeen(),
                ends,
                ends,
                session.idleTimeout());
    }
}
