package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.TestingClock;

/** T17 and T22: a ban that meets an admission wins, and what memory and the store keep is the same afterwards. */
class KicksAndSweepsMeetAdmissionsTest {

    private static final int ROUNDS = 500;

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private final Sessions sessions = TestingSessions.of(
            TestingSessions.settings(OverLimit.END_OLDEST, Follow.ADDRESS_AGENT, 1_000, 1_000, 10_000),
            clock.clock(),
            store,
            new SessionMetrics(new PrometheusRegistry()));
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void bannedUserHasNoSessionHoweverCloseTheRace() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            UserId user = new UserId("portal", "user" + round);
            Viewing first = viewing(round, 1);
            Viewing second = viewing(round, 2);

            // When
            together(
                    () -> TestingViewings.admit(sessions, first, TestingViewings.grant(user.user(), 5)),
                    () -> TestingViewings.admit(sessions, second, TestingViewings.grant(user.user(), 5)),
                    () -> sessions.revocations().kick(user, TestingKicks.of(Duration.ofHours(1))),
                    this::sweep);

            // Then
            assertThat(sessions.known(first, now())).as("round %d", round).isNull();
            assertThat(sessions.known(second, now())).as("round %d", round).isNull();
            assertThat(store.sessions()).as("round %d", round).isEmpty();
        }
    }

    @Test
    void bannedUserIsNotBroughtBackHoweverCloseTheRace() throws Exception {
        sessions.open();
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            UserId user = new UserId("portal", "user" + round);
            Viewing viewing = viewing(round, 1);
            StoredSession stored = sessions.live()
                    .snapshot(TestingViewings.session(clock, viewing, TestingViewings.grant(user.user(), 5)));

            // When
            together(
                    () -> restore(stored),
                    () -> sessions.revocations().kick(user, TestingKicks.of(Duration.ofHours(1))));

            // Then
            assertThat(sessions.known(viewing, now())).as("round %d", round).isNull();
        }
    }

    @Test
    void storeKeepsWhoLives() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            String user = "user" + round;
            Viewing first = viewing(round, 1);
            Viewing second = viewing(round, 2);
            Session before = TestingViewings.admit(sessions, first, TestingViewings.grant(user, 1))
                    .session();

            // When
            together(
                    () -> TestingViewings.admit(sessions, second, TestingViewings.grant(user, 1)),
                    () -> renew(before, user),
                    () -> sessions.revocations()
                            .kick(
                                    before.key(),
                                    TestingKicks.of(Duration.ZERO)), // a ban would keep out the token, which is one
                    this::sweep);

            // Then
            List<Key> live = new ArrayList<>();
            sessions.live().forEach(session -> live.add(session.key()));
            assertThat(live).as("round %d", round).containsExactly(second.key());
            assertThat(store.sessions().keySet()).as("round %d", round).containsExactly(second.key());
            sessions.revocations().kick(new UserId("portal", user), TestingKicks.of(Duration.ZERO));
        }
    }

    @Test
    void whoComesBackWhileTheFormerSessionIsSweptStaysStored() {
        // Given
        Viewing viewing = viewing(0, 1);
        TestingViewings.admit(sessions, viewing, TestingViewings.grant("77", 1));
        clock.passes(TestingViewings.IDLE.plusSeconds(2));
        store.beforeRemoval(() -> TestingViewings.admit(sessions, viewing, TestingViewings.grant("77", 1)));

        // When
        sessions.sweeper().sweep();

        // Then
        assertThat(sessions.known(viewing, now())).isNotNull();
        assertThat(store.sessions()).containsOnlyKeys(viewing.key());
    }

    private Object sweep() {
        sessions.sweeper().sweep();
        return null;
    }

    private Object restore(StoredSession stored) {
        store.others().restored(stored);
        return null;
    }

    private Object renew(Session session, String user) {
        sessions.reauthorization().renew(session, TestingViewings.grant(user, 1));
        return null;
    }

    private long now() {
        return clock.clock().now();
    }

    private static Viewing viewing(int round, int viewer) {
        return TestingViewings.of("203." + viewer + '.' + round / 250 + '.' + round % 250, "/live/ch1/", "T" + round);
    }

    private void together(Callable<?>... tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.length);
        List<Future<?>> begun = new ArrayList<>();
        for (Callable<?> task : tasks) {
            begun.add(threads.submit(() -> {
                start.await();
                return task.call();
            }));
        }
        for (Future<?> each : begun) {
            each.get(30, TimeUnit.SECONDS);
        }
    }
}
