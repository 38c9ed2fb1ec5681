package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.TestingClock;

/** T22: whatever meets whatever, a session that has ended is never found afterwards and leaves nothing. */
class SessionTableSurvivesRacesTest {

    private static final int ROUNDS = 3_000;
    private static final int THREADS = 4;
    private static final Grant GRANT = TestingViewings.grant("77", 1_000);
    private static final UserId USER = new UserId("portal", "77");

    private final TestingClock clock = new TestingClock();
    private final Snapshots snapshots = new Snapshots(clock.clock());
    private final long now = clock.clock().now();
    private final CountedSessions counted =
            new CountedSessions(Duration.ofSeconds(10).toNanos(), new Replaced(clock.clock()));
    private final SessionTable table = new SessionTable(1_000, counted, new UnverifiedPlaces(), SessionListener.NONE);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Viewing older = TestingViewings.of("203.0.113.7", "/live/ch1/", "T1");
    private final Viewing newer = TestingViewings.of("203.0.113.7", "/live/ch1/", "T2");
    private final Key followKey = older.followKey().orElseThrow();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void sessionThatEndsWhileItIsAddedAndFound() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            Session session = session(older);

            // When
            together(
                    () -> table.add(session),
                    () -> end(session),
                    () -> table.find(session.key(), now),
                    () -> table.find(followKey, now));
            table.end(session, SessionEnd.LEFT);

            // Then
            assertNothingIsLeft(round);
        }
    }

    @Test
    void followedSessionThatEndsWhileAnotherTakesItsFollowers() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            Session first = session(older);
            Session second = session(newer);
            table.add(first);
            table.add(second);

            // When
            together(
                    () -> end(second),
                    () -> table.find(first.key(), now),
                    () -> table.find(first.key(), now),
                    () -> table.find(second.key(), now));

            // Then
            assertThat(table.find(first.key(), now)).isSameAs(first);
            assertThat(table.find(followKey, now)).as("round %d", round).isSameAs(first);
            end(first);
            assertNothingIsLeft(round);
        }
    }

    @Test
    void sessionThatEndsWhileItTakesFollowers() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // Given nobody who is followed
            Session first = session(older);
            Session second = session(newer);
            table.add(first);
            table.add(second);
            end(second);

            // When
            together(() -> table.find(first.key(), now), () -> end(first), () -> table.find(first.key(), now));

            // Then
            assertNothingIsLeft(round);
        }
    }

    @Test
    void sessionsThatTakeTheSamePlace() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            List<Session> all = List.of(session(older), session(older), session(older));

            // When
            together(
                    () -> table.add(all.get(0)),
                    () -> table.add(all.get(1)),
                    () -> table.add(all.get(2)),
                    () -> end(all.get(0)));

            // Then
            assertThat(all.stream().filter(session -> session.isLive(now)).count())
                    .as("round %d", round)
                    .isLessThanOrEqualTo(1);
            assertThat(table.size()).isLessThanOrEqualTo(1);
            all.forEach(this::end);
            assertNothingIsLeft(round);
        }
    }

    @Test
    void sessionThatIsReplacedWhileItIsFollowed() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            Session first = session(older);
            Session second = session(older);
            table.add(first);

            // When
            AtomicBoolean lost = new AtomicBoolean();
            together(() -> table.add(second), () -> {
                Session followed;
                do {
                    followed = table.find(followKey, now);
                    lost.compareAndSet(false, followed == null);
                } while (followed != second);
                return lost;
            });

            // Then
            assertThat(lost).as("lost in round %d", round).isFalse();
            assertThat(table.find(followKey, now)).isSameAs(second);
            end(second);
            assertNothingIsLeft(round);
        }
    }

    @Test
    void sessionThatIsAddedWhileAnotherComesFromAStore() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            Session stored = TestingViewings.session(clock, older, GRANT);
            Session same = TestingViewings.session(clock, older, GRANT);
            Session added = session(older);

            // When
            together(
                    () -> table.add(added),
                    () -> table.restore(stored, snapshots.of(stored), now),
                    () -> table.restore(same, snapshots.of(same), now));

            // Then
            assertThat(table.find(older.key(), now)).as("round %d", round).isSameAs(added);
            assertThat(table.find(followKey, now)).as("round %d", round).isSameAs(added);
            assertThat(table.size()).isEqualTo(1);
            end(added);
            assertNothingIsLeft(round);
        }
    }

    private Object end(Session session) {
        table.end(session, SessionEnd.LEFT);
        return session;
    }

    /** As Sessions does: first among the user's screens, then in the table. */
    private Session session(Viewing viewing) {
        Session session = TestingViewings.session(clock, viewing, GRANT);
        counted.admit(session, session.countedBy(1_000), OverLimit.DENY_NEWEST, now);
        return session;
    }

    private void assertNothingIsLeft(int round) {
        assertThat(table.size()).as("round %d", round).isZero();
        assertThat(table.get(older.key())).as("round %d", round).isNull();
        assertThat(table.get(newer.key())).as("round %d", round).isNull();
        assertThat(table.get(followKey)).as("round %d", round).isNull();
        assertThat(counted.of(USER)).as("round %d", round).isEmpty();
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
