package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.util.TestingClock;

/** T22: as many sessions as the limit says, whoever comes when. */
class LimitHoldsUnderAnyRaceTest {

    private static final int RACERS = 200;

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();

    @Test
    void deniesAllButThree() throws Exception {
        // Given
        Sessions sessions = sessions(OverLimit.DENY_NEWEST);
        AtomicInteger admitted = new AtomicInteger();

        // When
        race(i -> {
            AdmissionResult admission = TestingViewings.admit(sessions, viewer(i), TestingViewings.grant("77", 3));
            admitted.addAndGet(admission.refusal() == null ? 1 : 0);
        });

        // Then
        assertThat(admitted).hasValue(3);
        assertThat(live(sessions)).hasSize(3);
    }

    @Test
    void lastFreePlaceIsTakenOnce() throws Exception {
        // Given
        Sessions sessions = sessions(OverLimit.DENY_NEWEST);
        TestingViewings.admit(sessions, viewer(1_000), TestingViewings.grant("77", 2));
        AtomicInteger admitted = new AtomicInteger();

        // When
        race(i -> {
            AdmissionResult admission = TestingViewings.admit(sessions, viewer(i), TestingViewings.grant("77", 2));
            admitted.addAndGet(admission.refusal() == null ? 1 : 0);
        });

        // Then
        assertThat(admitted).hasValue(1);
        assertThat(live(sessions)).hasSize(2);
    }

    @Test
    void neverMoreThanThreeLiveWhileTheOldestMakePlace() throws Exception {
        assertThat(mostAtOnce(sessions(OverLimit.END_OLDEST), TestingViewings.grant("77", 3)))
                .isEqualTo(3);
    }

    /** As a box of Stalker's that watches and records: the portal says unique of everybody, and a number beside it. */
    @Test
    void uniqueUserHasAsManyAsNamedAndTheOldestMakePlace() throws Exception {
        Grant unique =
                Grant.lasting(Duration.ofMinutes(3)).user("77").maxSessions(3).unique(true);
        Sessions sessions = sessions(OverLimit.DENY_NEWEST);

        assertThat(mostAtOnce(sessions, unique)).isEqualTo(3);
        assertThat(TestingViewings.admit(sessions, viewer(1_000), unique).refusal())
                .isNull();
    }

    @Test
    void uniqueUserWithoutANumberHasOneSession() throws Exception {
        Grant unique = Grant.lasting(Duration.ofMinutes(3)).user("77").unique(true);
        assertThat(mostAtOnce(sessions(OverLimit.DENY_NEWEST), unique)).isEqualTo(1);
    }

    /** As by two questions at once about a viewing that nothing names: they aren't joined. */
    @Test
    void whoIsLetInTwiceAtOnceIsCountedStill() {
        // Given
        Sessions sessions = sessions(OverLimit.END_OLDEST);
        Grant one = TestingViewings.grant("77", 1);
        TestingViewings.admit(sessions, viewer(1), one);
        store.beforeRemoval(() -> TestingViewings.admit(sessions, viewer(2), one)); // of the first one, who goes
        TestingViewings.admit(sessions, viewer(2), one);
        assertThat(live(sessions)).hasSize(1);

        // When
        TestingViewings.admit(sessions, viewer(3), one);

        // Then
        assertThat(live(sessions))
                .extracting(StoredSession::key)
                .containsExactly(viewer(3).key());
    }

    @Test
    void usersAndMiddlewaresDoNotShareALimit() {
        // Given
        Sessions sessions = sessions(OverLimit.DENY_NEWEST);
        TestingViewings.admit(sessions, viewer(1), TestingViewings.grant("77", 1));

        // When
        AdmissionResult another = TestingViewings.admit(sessions, viewer(2), TestingViewings.grant("78", 1));
        AdmissionResult elsewhere = sessions.admit(
                        viewer(3), TestingOrigins.of("other"), TestingViewings.grant("77", 1), TestingViewings.IDLE)
                .join();

        // Then
        assertThat(another.refusal()).isNull();
        assertThat(elsewhere.refusal()).isNull();
        assertThat(TestingViewings.admit(sessions, viewer(4), TestingViewings.grant("77", 1))
                        .refusal())
                .isNotNull();
    }

    /**
     * Somebody counts all the time: who was admitted before a count, and lives when it comes to him, has lived at its beginning, since
     * what has ended never lives again.
     */
    private int mostAtOnce(Sessions sessions, Grant grant) throws Exception {
        List<Session> admitted = new CopyOnWriteArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger most = new AtomicInteger();
        Thread counting = new Thread(() -> {
            while (!over.get()) {
                most.accumulateAndGet(count(admitted), Math::max);
            }
        });
        counting.start();
        try {
            race(i -> {
                Session session =
                        TestingViewings.admit(sessions, viewer(i), grant).session();
                if (session != null) {
                    admitted.add(session);
                }
            });
        } finally {
            over.set(true);
            counting.join();
        }
        assertThat(live(sessions))
                .hasSize(count(admitted))
                .hasSize(grant.limit().orElseThrow());
        return Math.max(most.get(), count(admitted));
    }

    private int count(List<Session> admitted) {
        return (int) admitted.stream()
                .filter(session -> session.isLive(clock.clock().now()))
                .count();
    }

    private static List<StoredSession> live(Sessions sessions) {
        List<StoredSession> live = new ArrayList<>();
        sessions.live().forEach(session -> live.add(sessions.live().snapshot(session)));
        return live;
    }

    /** Each at an address of its own, so that none is a change of the channel. */
    private static Viewing viewer(int i) {
        return TestingViewings.of("203.0." + i / 250 + '.' + i % 250, "/live/ch" + i % 7 + '/', "T" + i);
    }

    private Sessions sessions(OverLimit overLimit) {
        return TestingSessions.of(
                TestingSessions.settings(overLimit, Follow.ADDRESS_AGENT, 10_000),
                clock.clock(),
                store,
                new SessionMetrics(new PrometheusRegistry()));
    }

    private interface Racer {
        void run(int number) throws Exception;
    }

    private static void race(Racer racer) throws Exception {
        CyclicBarrier start = new CyclicBarrier(RACERS);
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    racer.run(number);
                } catch (Throwable e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }
}
