package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.util.TestingClock;

/** T17: whom an operator ended stays out, whatever was under way, here, in the store and with others. */
class EndedSessionsStayEndedTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final UserId USER = new UserId("portal", "77");
    private static final Grant GRANT = TestingViewings.grant("77", 10);

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private final Sessions sessions = TestingSessions.of(
            TestingSessions.settings(), clock.clock(), store, new SessionMetrics(new PrometheusRegistry()));
    private final Viewing viewing = TestingViewings.of("203.0.113.7", "/live/ch1/", "T");
    private final Viewing tokenless = TestingViewings.of("203.0.113.7", "/live/ch1/", "");

    @Test
    void answerThatComesAfterAKickStoresNothing() {
        // Given
        Session session = TestingViewings.admit(sessions, viewing, GRANT).session();
        sessions.revocations().kick(session.key(), TestingKicks.of(HOUR));

        // When
        sessions.reauthorization().renew(session, GRANT);
        boolean kept = sessions.reauthorization().keep(session);

        // Then
        assertThat(kept).isFalse();
        assertThat(store.sessions()).isEmpty();
        assertThat(sessions.known(viewing, clock.clock().now())).isNull();
    }

    @Test
    void userBannedWhileTheStoreIsAskedIsNotAdmitted() {
        // Given
        store.holdAdmissions();
        CompletableFuture<AdmissionResult> admission =
                sessions.admit(viewing, TestingViewings.ORIGIN, GRANT, TestingViewings.IDLE);

        // When
        sessions.revocations().kick(USER, TestingKicks.of(HOUR));
        store.letGo();

        // Then
        assertThat(admission.join().refusal()).satisfies(TestingViewings::isBan);
        assertThat(sessions.known(viewing, clock.clock().now())).isNull();
        assertThat(store.sessions()).isEmpty();
    }

    @Test
    void viewingBannedWhileItsBackendIsAskedIsNotAdmitted() {
        // Given
        Session session = TestingViewings.admit(sessions, viewing, GRANT).session();
        sessions.revocations().kick(session.key(), TestingKicks.of(HOUR));

        // When
        AdmissionResult admission = TestingViewings.admit(sessions, viewing, GRANT);

        // Then
        assertThat(admission.refusal()).satisfies(TestingViewings::isBan);
        assertThat(sessions.known(viewing, clock.clock().now())).isNull();
    }

    @Test
    void banElsewhereEndsTheSessionsHere() {
        // Given
        sessions.open();
        TestingViewings.admit(sessions, viewing, GRANT);

        // When
        store.others()
                .banned(TestingBans.of(USER, clock.clock().toWall(clock.clock().now()) + 60_000));

        // Then
        assertThat(sessions.known(viewing, clock.clock().now())).isNull();
        assertThat(sessions.known(tokenless, clock.clock().now())).isNull();
    }

    @Test
    void sessionThatWasEndedBeforeItWasAddedLeavesNothing() {
        // Given
        CountedSessions counted = new CountedSessions(0, new Replaced(clock.clock()));
        SessionTable table = new SessionTable(10, counted, new UnverifiedPlaces(), SessionListener.NONE);
        Session session = TestingViewings.session(clock, viewing, GRANT);
        counted.admit(
                session,
                session.countedBy(1),
                OverLimit.END_OLDEST,
                clock.clock().now());
        session.end();

        // When
        table.add(session);

        // Then
        assertThat(table.size()).isZero();
        assertThat(table.get(session.key())).isNull();
        assertThat(table.get(session.followKey())).isNull();
        assertThat(counted.of(USER)).isEmpty();
    }

    @Test
    void kickEndsWhatTheUserHas() {
        // Given
        TestingViewings.admit(sessions, viewing, GRANT);
        TestingViewings.admit(sessions, TestingViewings.of("203.0.113.8", "/live/ch2/", "U"), GRANT);

        // When
        int ended = sessions.revocations()
                .kick(USER, TestingKicks.of(Duration.ZERO))
                .ended();

        // Then
        assertThat(ended).isEqualTo(2);
        assertThat(List.of(viewing, tokenless)).allSatisfy(each -> {
            assertThat(sessions.known(each, clock.clock().now())).isNull();
            assertThat(sessions.refused(each, clock.clock().now())).satisfies(TestingViewings::isBan);
        });
        clock.passes(Duration.ofSeconds(11));
        assertThat(sessions.refused(viewing, clock.clock().now())).isNull();
    }
}
