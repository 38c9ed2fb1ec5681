package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.Location;
import tv.usher.engine.session.SessionStore.Known;
import tv.usher.engine.session.SessionStore.SharedAdmission;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.ReasonCode;

/**
 * What every {@link SessionStore} keeps. Extend it beside the store's other tests, and say which store to check. What a store can't do by
 * its nature, the subclass declares; the cases then ask for the opposite.
 *
 * @param <S> the store; {@code ContractsAreKeptByAllTest} finds by it which stores are checked
 */
@Timeout(120)
public abstract class SessionStoreContract<S extends SessionStore> {

    /** For what must happen some day, on however slow a machine. */
    protected static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Nothing that doesn't block takes so long, on however slow a machine. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    /** Two machines may take one moment for two that differ by this many milliseconds. */
    private static final long SAME_MOMENT = 2_000;

    private static final UserId ANNA = new UserId("portal", "anna");
    private static final Key ONE = new Key(1, 1);
    private static final Key TWO = new Key(2, 2);
    private static final Key FOLLOW = new Key(3, 3);
    private static final Location ELSEWHERE = new Location("http://promo.example.com/1.m3u8");

    private final List<S> opened = new ArrayList<>();
    private TestingListener listener;

    /**
     * One more process, on the same disk or the same server as those made before. Not open yet.
     *
     * @param clock the machine's
     */
    protected abstract S store(Clock clock);

    /** The machine's clock. */
    protected Clock clock() {
        return Clock.system();
    }

    /** True if what it is told is known to the next process. */
    protected abstract boolean survivesRestart();

    /** What it needs is gone from now on. Returns once the store knows, which may need {@code somethingToDo}. */
    protected abstract void fail(S store, Runnable somethingToDo);

    /** What it needs is there again. */
    protected abstract void recover();

    /** What it needs doesn't answer from now on. */
    protected abstract void hang();

    protected abstract void hangNoLonger();

    /** False if what an operator ends may hold its places for a moment yet. */
    protected boolean kicksAtOnce() {
        return true;
    }

    /** False if there is nothing that could. */
    protected abstract boolean canFail();

    @AfterEach
    void closeStores() {
        opened.forEach(SessionStore::close);
    }

    // What the next process knows

    @Test
    void sessionsAreKnownAfterARestart() {
        // Given
        S store = open();
        StoredSession one = session(ONE, "anna", now());
        StoredSession two = followed(session(TWO, "boris", now()), FOLLOW);
        store.put(one);
        store.put(two);

        // When
        store = restart(store);

        // Then
        assertThat(known(store, ONE).isPresent()).isEqualTo(survivesRestart());
        known(store, ONE).ifPresent(known -> assertThatSame(known, one));
        known(store, TWO).ifPresent(known -> assertThatSame(known, two));
    }

    @Test
    void theLastStateOfASessionCounts() {
        // Given
        S store = open();
        StoredSession first = session(ONE, "anna", now());
        StoredSession renewed = until(first, first.validUntil() + 3_600_000);
        store.put(first);
        store.put(renewed);

        // When
        store = restart(store);

        // Then
        known(store, ONE).ifPresent(known -> assertThatSame(known, renewed));
        assertThat(known(store, ONE).isPresent()).isEqualTo(survivesRestart());
    }

    @Test
    void aSessionThatIsOverStaysOver() {
        // Given
        S store = open();
        StoredSession over = session(ONE, "anna", now() - 1_000);
        store.put(over);
        store.put(session(TWO, "anna", now()));
        store.remove(over);

        // When
        store = restart(store);

        // Then
        assertThat(known(store, ONE)).isEmpty();
        assertThat(known(store, TWO).isPresent()).isEqualTo(survivesRestart());
    }

    @Test
    void aSessionThatEndedLongAgoMayBeginAnew() {
        // Given
        S store = open();
        StoredSession first = session(ONE, "anna", now() - 60_000);
        store.put(first);
        store.remove(first);
        StoredSession anew = session(ONE, "anna", now() + SAME_MOMENT);
        store.put(anew);

        // When
        store = restart(store);

        // Then
        assertThat(known(store, ONE).isPresent()).isEqualTo(survivesRestart());
    }

    @Test
    void whatNobodyAsksForHereMayGoOnElsewhere() {
        // Given
        S store = open();
        store.put(session(ONE, "anna", now()));
        store.forget(session(ONE, "anna", now()));

        // When
        store = restart(store);

        // Then
        assertThat(known(store, ONE).isPresent()).isEqualTo(store.isShared());
    }

    @Test
    void aSessionWhoseTimeIsOverIsNotKnown() {
        // Given
        S store = open();
        long longAgo = now() - Duration.ofHours(2).toMillis();
        store.put(until(session(ONE, "anna", now() - Duration.ofHours(3).toMillis()), longAgo));

        // When
        store = restart(store);

        // Then
        assertThat(known(store, ONE)).isEmpty();
    }

    @Test
    void aGrantThatHasJustEndedIsStillOfUse() {
        // Given
        S store = open();
        StoredSession lapsed = until(session(ONE, "anna", now() - 60_000), now() - 5_000);
        store.put(lapsed);

        // When
        store = restart(store);

        // Then
        assertThat(known(store, ONE).isPresent()).isEqualTo(survivesRestart());
    }

    @Test
    void ofTwoSessionsInOneFolderTheNewerIsFollowed() {
        // Given
        S store = open();
        store.put(followed(session(TWO, "anna", now()), FOLLOW));
        store.put(followed(session(ONE, "anna", now() - 60_000), FOLLOW));

        // When
        store = restart(store);

        // Then
        List<Key> told = listener.restored().stream().map(StoredSession::key).toList();
        Optional<Key> found = newest(store, FOLLOW).map(StoredSession::key);
        Optional<Key> lastTold = told.isEmpty() ? Optional.empty() : Optional.of(told.get(told.size() - 1));
        assertThat(found.or(() -> lastTold)).isEqualTo(survivesRestart() ? Optional.of(TWO) : Optional.empty());
    }

    @Test
    void whenTheNewerIsOverTheOtherIsFollowed() {
        // Given
        S store = open();
        StoredSession newer = followed(session(TWO, "anna", now()), FOLLOW);
        store.put(followed(session(ONE, "boris", now() - 60_000), FOLLOW));
        store.put(newer);

        // When
        store.remove(newer);

        // Then
        if (store.isShared()) {
            eventually(() -> store.find(List.of(FOLLOW)).join().sessions().stream()
                    .map(StoredSession::key)
                    .toList()
                    .equals(List.of(ONE)));
        }
    }

    /** An end may overtake the beginning that it is of. */
    @Test
    void anEndThatComesFirstIsNoLessAnEnd() {
        // Given
        S store = open();
        StoredSession over = elsewhere(session(ONE, "anna", now() - 30_000), 1);
        store.put(elsewhere(session(ONE, "anna", now() - 60_000), 1));
        store.remove(over);

        // When
        Optional<SharedAdmission> late =
                admit(store, over, 3, OverLimit.DENY_NEWEST).join();
        Optional<SharedAdmission> next = admit(
                        store, elsewhere(session(ONE, "anna", now() + SAME_MOMENT), 1), 3, OverLimit.DENY_NEWEST)
                .join();

        // Then
        assertThat(late)
                .isEqualTo(
                        store.isShared()
                                ? Optional.of(new SharedAdmission(false, List.of(), true, Optional.empty()))
                                : Optional.empty());
        assertThat(next)
                .isEqualTo(
                        store.isShared() ? Optional.of(TestingSharedAdmissions.of(true, List.of())) : Optional.empty());
    }

    /** T59: two channels in turns. */
    @Test
    void whoComesBackAfterHavingToGoIsASecondScreen() {
        // Given
        S store = open();
        StoredSession first = session(ONE, "anna", now());
        StoredSession second = onChannel(session(TWO, "anna", now()), "another");
        admit(store, first, 1, OverLimit.END_OLDEST).join();

        // When
        Optional<SharedAdmission> zaps =
                admit(store, second, 1, OverLimit.END_OLDEST).join();
        Optional<SharedAdmission> back = admit(
                        store, session(ONE, "anna", now() + SAME_MOMENT), 1, OverLimit.END_OLDEST)
                .join();

        // Then
        if (store.isShared()) {
            assertThat(zaps).contains(TestingSharedAdmissions.of(true, List.of(ONE)));
            assertThat(back).contains(TestingSharedAdmissions.of(false, List.of()));
        }
    }

    /** A caller that was told to cut the first one names the connection that comes back otherwise. */
    @Test
    void whoComesBackUnderAnotherNameIsASecondScreenToo() {
        // Given
        S store = open();
        ServerConnection connection = new ServerConnection("192.0.2.10", "subscriber 3 live/sport1");
        StoredSession first = connected(elsewhere(session(ONE, "anna", now()), 1), "T1", connection);
        StoredSession second = connected(elsewhere(session(TWO, "anna", now()), 2), "T2");
        admit(store, first, 1, OverLimit.END_OLDEST).join();

        // When
        Optional<SharedAdmission> newer =
                admit(store, second, 1, OverLimit.END_OLDEST).join();
        StoredSession again = connected(elsewhere(session(FOLLOW, "anna", now() + SAME_MOMENT), 1), "T1");
        Optional<SharedAdmission> back =
                admit(store, again, 1, OverLimit.END_OLDEST).join();

        // Then
        if (store.isShared()) {
            assertThat(newer).contains(TestingSharedAdmissions.of(true, List.of(ONE)));
            assertThat(back).contains(TestingSharedAdmissions.of(false, List.of()));
        }
    }

    @Test
    void connectionsAtMediaServersAreKnownAfterARestart() {
        // Given
        S store = open();
        StoredSession one = connected(
                session(ONE, "anna", now()),
                "T1",
                new ServerConnection("192.0.2.10", "subscriber 3 live/sport1"),
                new ServerConnection("2001:db8::1", "rtsp 5f0c1a0e-3c51-4c27-9c9e-6c7f0a1b2c3d"));
        store.put(one);

        // When
        store = restart(store);

        // Then
        assertThat(known(store, ONE).isPresent()).isEqualTo(survivesRestart());
        known(store, ONE).ifPresent(known -> assertThatSame(known, one));
    }

    /** T55: the viewer may have left, and only others' requests keep the session. */
    @Test
    void whoLivesByTheRequestsOfOthersGivesWayFirst() {
        // Given
        S store = open();
        StoredSession shares = followed(session(ONE, "anna", now() - 300_000), FOLLOW);
        store.put(new StoredSession(
                shares.key(),
                shares.followKey(),
                shares.origin(),
                shares.user(),
                shares.name(),
                shares.playback(),
                true,
                true,
                shares.began(),
                now(),
                shares.grantEnds(),
                shares.validUntil(),
                60_000,
                now() - 200_000,
                false,
                true,
                List.of(),
                List.of()));
        store.put(followed(session(TWO, "boris", now()), FOLLOW));

        // When
        Optional<SharedAdmission> elsewhere = admit(
                        store, elsewhere(session(new Key(9, 9), "anna", now()), 3), 1, OverLimit.DENY_NEWEST)
                .join();

        // Then
        assertThat(elsewhere)
                .isEqualTo(
                        store.isShared()
                                ? Optional.of(TestingSharedAdmissions.of(true, List.of(ONE)))
                                : Optional.empty());
    }

    @Test
    void bansHoldUntilTheirTime() {
        // Given
        S store = open();
        long until = now() + Duration.ofHours(1).toMillis();
        store.ban(TestingBans.of(ANNA, until));
        store.ban(TestingBans.of(ONE, until + 60_000));
        store.ban(TestingBans.of(new UserId("portal", "boris"), now() - 60_000));
        store.ban(TestingBans.of(TWO, now() - 60_000));

        // When
        restart(store);

        // Then
        if (survivesRestart()) {
            assertThat(listener.banned()).extracting(StoredBan::target).containsExactlyInAnyOrder(ANNA, ONE);
            assertThat(endOfBan(ANNA)).isCloseTo(until, within(SAME_MOMENT));
            assertThat(endOfBan(ONE)).isCloseTo(until + 60_000, within(SAME_MOMENT));
        } else {
            assertThat(listener.banned()).isEmpty();
        }
    }

    @Test
    void aShorterBanDoesNotEndALongerOne() {
        // Given
        S store = open();
        long until = now() + Duration.ofHours(2).toMillis();
        store.ban(TestingBans.of(ANNA, until));
        store.ban(TestingBans.of(ANNA, until - Duration.ofHours(1).toMillis()));

        // When
        store = restart(store);
        store.ban(TestingBans.of(ANNA, until - Duration.ofHours(1).toMillis()));
        restart(store);

        // Then
        if (survivesRestart()) {
            assertThat(endOfBan(ANNA)).isCloseTo(until, within(SAME_MOMENT));
        }
    }

    @Test
    void whoOrderedABanAndWhyIsKeptWithIt() {
        // Given
        S store = open();
        BanOrder order =
                new BanOrder("00c0ffee00aa", now() - 7_000, "command line", "Karte weg, 字, \u202e", ONE.hex(), ANNA);
        store.ban(new StoredBan(ANNA, null, now() + 3_600_000, order));

        // When
        restart(store);

        // Then
        assertThat(listener.banned()).hasSize(survivesRestart() ? 1 : 0).allSatisfy(ban -> {
            assertThat(ban.order().at(0)).isEqualTo(order.at(0));
            assertThat(ban.order().since()).isCloseTo(order.since(), within(SAME_MOMENT));
        });
    }

    @Test
    void aBanThatWasLiftedIsOverForTheNextProcessToo() {
        // Given
        S store = open();
        StoredBan ofAnna = TestingBans.of(ANNA, now() + 3_600_000);
        store.ban(ofAnna);
        store.ban(TestingBans.of(ONE, now() + 3_600_000));
        store = restart(store);

        // When
        store.lift(ofAnna);
        restart(store);

        // Then
        assertThat(listener.banned())
                .extracting(StoredBan::target)
                .isEqualTo(survivesRestart() ? List.of(ONE) : List.of());
    }

    @Test
    void aBanAfterOneThatWasLiftedCounts() {
        // Given
        S store = open();
        long until = now() + 3_600_000;
        store.ban(TestingBans.of(ANNA, until));

        // When: in one breath, and for a shorter time
        store.lift(TestingBans.of(ANNA, until));
        store.ban(TestingBans.of(ANNA, until - 1_800_000));
        restart(store);

        // Then
        assertThat(listener.banned())
                .hasSize(survivesRestart() ? 1 : 0)
                .allSatisfy(ban -> assertThat(ban.until()).isCloseTo(until - 1_800_000, within(SAME_MOMENT)));
    }

    @Test
    void momentsAreThoseOfTheClockOfWhoHearsThem() {
        // Given
        S store = open();
        long began = now();
        store.put(session(ONE, "anna", began));
        store.close();
        long ahead = Duration.ofHours(1).toMillis();

        // When
        Clock here = clock();
        Clock another = new Clock() {
            @Override
            public long now() {
                return here.now();
            }

            @Override
            public long wallNow() {
                return here.wallNow() + ahead;
            }
        };
        store = open(another);

        // Then
        long expected = store.isShared() ? began + ahead : began;
        known(store, ONE).ifPresent(known -> assertThat(known.began()).isCloseTo(expected, within(SAME_MOMENT)));
        assertThat(known(store, ONE).isPresent()).isEqualTo(survivesRestart());
    }

    /** A server that was just started must be told what it is to do with each of them. */
    @Test
    void whatIsSaidJustBeforeTheEndIsKept() throws InterruptedException {
        // Given
        S store = open();
        int sessions = 900; // of the thousand that a testing store takes
        hang();
        for (int i = 0; i < sessions; i++) {
            StoredSession session = session(new Key(100, i), "user" + i, now() - 1_000);
            store.put(session);
            if (i % 2 == 0) {
                store.remove(session);
            }
        }

        // When
        Thread closing = new Thread(store::close);
        closing.start();
        eventually(() -> closing.getState() != Thread.State.RUNNABLE); // waits, or has ended
        hangNoLonger();
        closing.join();
        S next = open();

        // Then
        assertThat(IntStream.range(0, sessions)
                        .filter(i -> known(next, new Key(100, i)).isPresent())
                        .count())
                .isEqualTo(survivesRestart() ? sessions / 2 : 0);
        assertThat(known(next, new Key(100, 0))).isEmpty();
    }

    @Test
    void manyThreadsLoseNothing() throws InterruptedException {
        // Given
        S store = open();
        int threads = 8;
        int each = 40;

        // When
        together(threads, thread -> {
            for (int i = 0; i < each; i++) {
                StoredSession session = session(new Key(thread + 100, i), "user" + thread, now() - 1_000);
                store.put(session);
                store.put(until(session, session.validUntil() + 60_000));
                if (i % 2 == 0) {
                    store.remove(session);
                }
            }
        });

        // Then
        S next = restart(store);
        int expected = survivesRestart() ? threads * each / 2 : 0;
        assertThat(IntStream.range(0, threads)
                        .boxed()
                        .flatMap(thread -> IntStream.range(0, each).mapToObj(i -> new Key(thread + 100, i)))
                        .filter(key -> known(next, key).isPresent()))
                .hasSize(expected)
                .allMatch(key -> key.low() % 2 == 1);
    }

    // What others hear

    @Test
    void othersHearWhatEndsAndWhomAnOperatorKeepsOut() {
        // Given
        S here = open();
        TestingListener there = new TestingListener();
        S other = store(clock());
        opened.add(other);
        other.open(there);
        StoredSession session = session(ONE, "anna", now() - 1_000);
        here.put(session);
        long until = now() + Duration.ofHours(1).toMillis();

        // When
        here.remove(session);
        here.ban(TestingBans.of(ANNA, until));
        here.kick(ANNA, Duration.ofMinutes(5), BanOrder.UNKNOWN);

        // Then
        if (!here.isShared()) {
            here.close();
            other.close();
            assertThat(there.heardNothing()).isTrue();
            return;
        }
        eventually(
                () -> Stream.of(there.kicked(), there.ended(), there.banned()).noneMatch(List::isEmpty));
        assertThat(there.ended()).extracting(TestingListener.Ended::key).contains(ONE);
        assertThat(there.ended().get(0).at()).isCloseTo(now(), within(PATIENCE.toMillis()));
        assertThat(there.ended().get(0).at()).isGreaterThanOrEqualTo(session.began());
        assertThat(there.banned())
                .as("an order may be heard twice")
                .extracting(StoredBan::target)
                .containsOnly(ANNA);
        assertThat(there.kicked()).extracting(TestingListener.Kicked::user).containsOnly(ANNA);
        assertThat(there.kicked().get(0).ban()).isEqualTo(Duration.ofMinutes(5));
    }

    /** The process that let him in first still has the former session, whose grant is over. */
    @Test
    void whoWasLetInAnewElsewhereKeepsHisPlace() {
        // Given
        S store = open();
        long over = now() - 5_000;
        StoredSession former = until(session(ONE, "anna", now() - 60_000), over);
        store.put(session(ONE, "anna", now() - 3_000));

        // When
        store.seen(List.of(seen(former, now())).iterator());

        // Then
        Optional<SharedAdmission> second = admit(
                        store, elsewhere(session(TWO, "anna", now()), 2), 1, OverLimit.DENY_NEWEST)
                .join();
        assertThat(second)
                .isEqualTo(
                        store.isShared()
                                ? Optional.of(TestingSharedAdmissions.of(false, List.of()))
                                : Optional.empty());
    }

    @Test
    void whoIsSeenHereIsSeenElsewhere() {
        // Given
        S store = open();
        StoredSession session = session(ONE, "anna", now() - 30_000);
        store.put(session);
        StoredSession seen = seen(session, now());

        // When
        store.seen(List.of(seen).iterator());

        // Then
        if (store.isShared()) {
            eventually(() -> known(store, ONE)
                    .filter(known -> Math.abs(known.lastSeen() - seen.lastSeen()) < SAME_MOMENT)
                    .isPresent());
        } else {
            assertThat(store.find(List.of(ONE)).join().sessions()).isEmpty();
        }
    }

    @Test
    void denialsAreKnownToOthersAsTheyAre() {
        // Given
        S store = open();
        Refusal refusal = new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "portal", Optional.of(ELSEWHERE));

        // When
        store.deny(ONE, refusal);

        // Then
        assertThat(denial(store, ONE)).isEqualTo(store.isShared() ? Optional.of(refusal) : Optional.empty());
        assertThat(denial(store, TWO)).isEmpty();
    }

    @Test
    void aSessionCountsMoreThanADenial() {
        // Given
        S store = open();
        store.put(session(ONE, "anna", now()));
        store.deny(ONE, new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "portal"));

        // When
        Known known = store.find(List.of(ONE)).join();

        // Then
        assertThat(!known.sessions().isEmpty()).isEqualTo(store.isShared());
        assertThat(known.denial()).isEmpty();
    }

    @Test
    void nothingIsKnownOfWhatNobodyToldIt() {
        S store = open();

        assertThat(store.find(List.of()).join()).isEqualTo(Known.NOTHING);
        assertThat(store.find(List.of(ONE, TWO, FOLLOW)).join()).isEqualTo(Known.NOTHING);
        assertThat(store.problem()).isEmpty();
    }

    // Places among the sessions of a user

    @Test
    void noMoreAreAdmittedThanTheLimitHoweverManyComeAtOnce() throws InterruptedException {
        // Given
        S store = open();
        List<Optional<SharedAdmission>> admissions = new CopyOnWriteArrayList<>();

        // When
        together(8, thread -> {
            for (int i = 0; i < 5; i++) {
                StoredSession newcomer = elsewhere(session(new Key(thread + 1, i + 1), "anna", now()), thread * 5 + i);
                admissions.add(admit(store, newcomer, 3, OverLimit.DENY_NEWEST).join());
            }
        });

        // Then
        assertThat(admissions).hasSize(40);
        if (store.isShared()) {
            assertThat(admissions).allMatch(Optional::isPresent);
            assertThat(admissions.stream().filter(it -> it.get().admitted())).hasSize(3);
            assertThat(admissions).allMatch(it -> it.get().ended().isEmpty());
        } else {
            assertThat(admissions).allMatch(Optional::isEmpty);
        }
    }

    @Test
    void theOldestGoesWhereTheOperatorChoseThat() {
        // Given
        S store = open();
        StoredSession oldest = elsewhere(session(ONE, "anna", now() - 60_000), 1);
        store.put(elsewhere(session(TWO, "anna", now() - 30_000), 2));
        store.put(oldest);
        StoredSession newcomer = elsewhere(session(FOLLOW, "anna", now()), 3);

        // When
        Optional<SharedAdmission> admission =
                admit(store, newcomer, 2, OverLimit.END_OLDEST).join();

        // Then
        assertThat(admission)
                .isEqualTo(
                        store.isShared()
                                ? Optional.of(TestingSharedAdmissions.of(true, List.of(ONE)))
                                : Optional.empty());
        assertThat(known(store, ONE)).isEmpty();
    }

    @Test
    void usersOfOneNameAtTwoMiddlewaresAreTwo() {
        // Given
        S store = open();
        StoredSession atPortal = elsewhere(session(ONE, "anna", now()), 1);
        StoredSession atOwn = elsewhere(ofBackend(session(TWO, "anna", now()), "own"), 2);

        // When
        Optional<SharedAdmission> one =
                admit(store, atPortal, 1, OverLimit.DENY_NEWEST).join();
        Optional<SharedAdmission> two =
                admit(store, atOwn, 1, OverLimit.DENY_NEWEST).join();

        // Then
        assertThat(Stream.of(one, two).flatMap(Optional::stream)).allMatch(SharedAdmission::admitted);
    }

    // Places of the configuration's limits

    @Test
    void limitsOfEachKindCountWhoeverHoldsTheirPlaces() {
        // Given
        S store = open();
        for (PlaceOwner of : PlaceOwner.values()) {
            SessionLimit limit = new SessionLimit("some", of, 1, false);
            StoredSession holder = counted(session(new Key(of.ordinal() + 1, 1), "user-" + of, now()), limit);
            StoredSession another = counted(session(new Key(of.ordinal() + 1, 2), "user-" + of, now()), limit);
            store.put(holder);

            // When
            Optional<SharedAdmission> admission = store.admit(another, another.countedBy(), OverLimit.DENY_NEWEST)
                    .join();

            // Then
            assertThat(admission.map(SharedAdmission::admitted))
                    .as("of %s", of)
                    .isEqualTo(store.isShared() ? Optional.of(false) : Optional.empty());
            assertThat(admission.flatMap(SharedAdmission::inTheWay).map(InTheWay::limit))
                    .as("of %s", of)
                    .isEqualTo(
                            store.isShared() ? Optional.of(another.countedBy().get(0)) : Optional.empty());
            store.remove(holder);
        }
    }

    @Test
    void whoseLimitsHoldIsKnownAfterARestart() {
        // Given
        S store = open();
        StoredSession session = counted(
                session(ONE, "anna", now()),
                new SessionLimit("home", PlaceOwner.USER, 2, true),
                new SessionLimit("sport", PlaceOwner.CHANNEL, 100_000, false));
        store.put(session);

        // When
        store = restart(store);

        // Then
        known(store, ONE).ifPresent(known -> assertThatSame(known, session));
        assertThat(known(store, ONE).isPresent()).isEqualTo(survivesRestart());
    }

    /** Only one of two sessions' tokens is the same: the other one is invented. */
    @Test
    void eachTokenOfASessionCounts() {
        // Given
        S store = open();
        SessionLimit limit = new SessionLimit("shared", PlaceOwner.TOKEN, 1, false);
        StoredSession holder = showing(counted(session(ONE, "anna", now()), limit), 1L, 4711L);
        StoredSession another = showing(counted(session(TWO, "boris", now()), limit), 2L, 4711L);
        store.put(holder);

        // When
        store = restart(store);
        Optional<SharedAdmission> admission =
                store.admit(another, another.countedBy(), OverLimit.DENY_NEWEST).join();

        // Then
        known(store, ONE).ifPresent(known -> assertThatSame(known, holder));
        assertThat(admission.flatMap(SharedAdmission::inTheWay).map(InTheWay::limit))
                .isEqualTo(store.isShared() ? Optional.of(another.countedBy().get(1)) : Optional.empty());
    }

    @Test
    void whoHasGoneHoldsNoPlaceOfALimit() {
        // Given
        S store = open();
        SessionLimit limit = new SessionLimit("home", PlaceOwner.ADDRESS, 1, false);
        StoredSession gone = counted(session(ONE, "anna", now() - 10_000), limit);
        StoredSession kicked = counted(session(TWO, "anna", now() - 10_000), limit);
        store.put(gone);
        store.put(kicked);

        // When
        store.remove(gone);
        store.kick(ANNA, Duration.ZERO, BanOrder.UNKNOWN);

        // Then
        StoredSession next = counted(session(FOLLOW, "boris", now() + SAME_MOMENT), limit);
        Supplier<Optional<SharedAdmission>> admission =
                () -> store.admit(next, next.countedBy(), OverLimit.DENY_NEWEST).join();
        if (!kicksAtOnce()) {
            eventually(() -> admission.get().orElseThrow().admitted());
        }
        assertThat(admission.get())
                .isEqualTo(
                        store.isShared() ? Optional.of(TestingSharedAdmissions.of(true, List.of())) : Optional.empty());
    }

    // Texts that somebody else chose

    static Stream<String> namesThatAnybodyMayHave() {
        return Stream.of(
                "",
                " ",
                "anna:boris",
                "user:portal:anna",
                "'; DROP TABLE sessions; --",
                "redis.call('FLUSHALL')",
                "*1\\r\\n$8\\r\\nFLUSHALL",
                "\u00c3\u00a9\u00ff\u0080",
                "x".repeat(256));
    }

    @ParameterizedTest
    @MethodSource("namesThatAnybodyMayHave")
    void namesComeBackAsTheyWere(String name) {
        // Given
        S store = open();
        StoredSession session = named(session(ONE, name, now()), name);
        store.put(session);
        if (!name.isEmpty()) {
            store.ban(TestingBans.of(session.userId(), now() + 3_600_000));
        }

        // When
        store = restart(store);

        // Then
        assertThat(known(store, ONE).isPresent()).isEqualTo(survivesRestart());
        known(store, ONE).ifPresent(known -> assertThatSame(known, session));
        if (survivesRestart() && !name.isEmpty()) {
            assertThat(listener.banned()).extracting(StoredBan::target).containsExactly(session.userId());
        }
    }

    static Stream<String> textsThatNoNameIs() {
        return Stream.of(
                "\0",
                "anna\0",
                "a\r\nb",
                "\n",
                "\u2028\u2029",
                "\u0430\u043d\u043d\u0430 \ud83d\ude00",
                "x".repeat(65_536),
                "\0".repeat(65_536));
    }

    /** A bug elsewhere may let one through. */
    @ParameterizedTest
    @MethodSource("textsThatNoNameIs")
    void whateverATextHasItHarmsNobodyElse(String text) {
        // Given
        S store = open();
        StoredSession hostile = named(session(ONE, text, now()), text);
        StoredSession another = session(TWO, "boris", now());
        store.put(hostile);
        store.ban(TestingBans.of(hostile.userId(), now() + 3_600_000));
        store.kick(new UserId("portal", text + "x"), Duration.ofMinutes(1), BanOrder.UNKNOWN);
        store.deny(FOLLOW, new Refusal(ReasonCode.DENIED.with(text), "portal"));
        admit(store, hostile, 2, OverLimit.DENY_NEWEST).join();
        store.put(another);

        // When
        store = restart(store);

        // Then
        assertThat(store.problem()).isEmpty();
        assertThat(known(store, TWO).isPresent()).isEqualTo(survivesRestart());
        known(store, TWO).ifPresent(known -> assertThatSame(known, another));
        known(store, ONE).ifPresent(known -> assertThatSame(known, hostile));
        assertThat(listener.banned()).extracting(StoredBan::target).isSubsetOf(hostile.userId());
    }

    static Stream<String> reasons() {
        return Stream.of(
                "",
                "status 403\nhttp://evil.example.com/",
                "\nhttp://evil.example.com/",
                "\n\nhttp://evil.example.com/",
                "a\r\nb",
                "\0",
                "x".repeat(65_536));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void noReasonSendsAViewerSomewhere(String reason) {
        // Given
        S store = open();

        // When
        store.deny(ONE, new Refusal(ReasonCode.DENIED.with(reason), "portal"));
        store.deny(TWO, new Refusal(ReasonCode.DENIED.with(reason), "portal", Optional.of(ELSEWHERE)));

        // Then
        assertThat(denial(store, ONE).isPresent()).isEqualTo(store.isShared());
        denial(store, ONE).ifPresent(refusal -> {
            assertThat(refusal.redirect()).isEmpty();
            assertThat(refusal.backend()).isEqualTo("portal");
        });
        denial(store, TWO).ifPresent(refusal -> assertThat(refusal.redirect()).contains(ELSEWHERE));
    }

    // Beginning and end

    @Test
    void itMayBeClosedAnyNumberOfTimes() {
        S store = open();
        store.put(session(ONE, "anna", now()));

        assertThatCode(() -> {
                    store.close();
                    store.close();
                    store.close();
                })
                .doesNotThrowAnyException();
        assertThat(known(open(), ONE).isPresent()).isEqualTo(survivesRestart());
    }

    @Test
    void itMayBeClosedWithoutHavingBeenOpened() {
        assertThatCode(() -> store(clock()).close()).doesNotThrowAnyException();
    }

    @Test
    void whoCallsAfterTheEndIsAnsweredAndHarmsNothing() {
        // Given
        S store = open();
        store.put(session(TWO, "boris", now()));
        store.close();

        // When
        assertThatCode(() -> everything(store)).doesNotThrowAnyException();

        // Then
        assertThat(known(open(), TWO).isPresent()).isEqualTo(survivesRestart());
    }

    @Test
    void whoCallsWhileItIsClosedIsAnswered() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            // Given
            S store = open();
            AtomicBoolean closed = new AtomicBoolean();

            // When
            together(4, thread -> {
                if (thread == 0) {
                    everything(store);
                    store.close();
                    closed.set(true);
                }
                while (!closed.get()) {
                    everything(store);
                }
                everything(store);
            });
        }
    }

    // Trouble

    @Test
    void aFailureIsToldAndDeniesNobody() {
        // Given
        S store = open();

        // When
        fail(store, () -> store.put(session(TWO, "boris", now())));

        // Then
        assertThat(store.problem().isPresent()).isEqualTo(canFail());
        store.problem().ifPresent(problem -> assertThat(problem).isNotBlank().doesNotContain("\n", "Exception"));
        assertThatCode(() -> everything(store)).doesNotThrowAnyException();
        Known found = store.find(List.of(ONE)).join();
        assertThat(found.sessions()).isEmpty();
        assertThat(found.isAnswered()).isEqualTo(!store.isShared());
        assertThat(admit(store, session(ONE, "anna", now()), 1, OverLimit.DENY_NEWEST)
                        .join())
                .isEmpty();
    }

    @Test
    void whatHappensDuringAFailureIsMadeUpForAfterIt() {
        // Given
        S store = open();
        StoredSession before = session(ONE, "anna", now() - 1_000);
        store.put(before);
        fail(store, () -> store.put(before));

        // When
        StoredSession during = session(TWO, "boris", now());
        StoredBan ban = TestingBans.of(ANNA, now() + 3_600_000);
        store.put(during);
        store.remove(before);
        store.ban(ban);
        listener.lives(during);
        listener.isInForce(ban);
        recover();
        eventually(() -> store.problem().isEmpty());

        // Then
        S next = restart(store);
        assertThat(known(next, TWO).isPresent()).isEqualTo(survivesRestart());
        assertThat(known(next, ONE)).isEmpty();
        assertThat(listener.banned())
                .extracting(StoredBan::target)
                .isEqualTo(survivesRestart() ? List.of(ANNA) : List.of());
    }

    @Test
    void nobodyWaitsForOneThatHangs() {
        // Given
        S store = open();
        store.put(session(ONE, "anna", now()));
        hang();
        try {
            // When
            long begin = System.nanoTime();
            List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.addAll(everything(store));
            }
            Duration called = Duration.ofNanos(System.nanoTime() - begin);

            // Then
            assertThat(called).isLessThan(AT_ONCE);
            eventually(() -> answers.stream().allMatch(CompletableFuture::isDone));
            assertThat(answers).noneMatch(CompletableFuture::isCompletedExceptionally);
            assertThatCode(store::close).doesNotThrowAnyException(); // bounded: see the timeout
        } finally {
            hangNoLonger();
        }
    }

    /** Each call once. */
    private List<CompletableFuture<?>> everything(S store) {
        StoredSession session = session(ONE, "anna", now());
        store.put(session);
        store.seen(List.of(session).iterator());
        store.forget(session);
        store.remove(session);
        store.deny(FOLLOW, new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "portal"));
        store.ban(TestingBans.of(ANNA, now() + 1_000));
        store.kick(ANNA, Duration.ofMillis(1), BanOrder.UNKNOWN);
        store.problem();
        store.isShared();
        return List.of(store.find(List.of(ONE, TWO)), admit(store, session, 2, OverLimit.END_OLDEST));
    }

    private S open() {
        return open(clock());
    }

    private S open(Clock clock) {
        S store = store(clock);
        opened.add(store);
        listener = new TestingListener();
        store.open(listener);
        eventually(() -> store.problem().isEmpty());
        return store;
    }

    /** The process ends, and the next one begins. */
    private S restart(S store) {
        store.close();
        return open();
    }

    /** By whatever way it lets the process know. */
    private Optional<StoredSession> known(S store, Key key) {
        return newest(store, key).or(() -> listener.restored(key));
    }

    private static Optional<StoredSession> newest(SessionStore store, Key key) {
        return store.find(List.of(key)).join().sessions().stream().findFirst();
    }

    private Optional<Refusal> denial(S store, Key key) {
        return store.find(List.of(key)).join().denial();
    }

    private long endOfBan(Object whom) {
        return listener.banned().stream()
                .filter(ban -> ban.target().equals(whom))
                .mapToLong(StoredBan::until)
                .max()
                .orElseThrow();
    }

    private long now() {
        return clock().wallNow();
    }

    protected static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    private interface Work {
        void of(int thread);
    }

    /** All begin at once; fails if one of them throws. */
    private static void together(int threads, Work work) throws InterruptedException {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> all = IntStream.range(0, threads)
                .mapToObj(thread -> new Thread(() -> {
                    try {
                        begin.await();
                        work.of(thread);
                    } catch (Throwable e) {
                        thrown.add(e);
                    }
                }))
                .toList();
        all.forEach(Thread::start);
        begin.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(thrown).isEmpty();
    }

    private static CompletableFuture<Optional<SharedAdmission>> admit(
            SessionStore store, StoredSession newcomer, int limit, OverLimit overLimit) {
        return store.admit(newcomer, List.of(CountedLimit.ofGrant(newcomer.userId(), limit)), overLimit)
                .thenApply(answer -> answer.map(SessionStoreContract::untold));
    }

    /** Without the limit that is in the way: cases of their own look at that. */
    private static SharedAdmission untold(SharedAdmission it) {
        return new SharedAdmission(it.admitted(), it.ended(), it.isOver(), Optional.empty());
    }

    private static StoredSession session(Key key, String user, long began) {
        return TestingSessions.ofEdge(
                key,
                null,
                TestingOrigins.of("portal"),
                user,
                "Anna's box",
                new Session.Playback("192.0.2.1", 4711, "/live/ch1/"),
                true,
                true,
                began,
                began,
                began + 7_200_000,
                began + 7_200_000,
                86_400_000);
    }

    private static StoredSession counted(StoredSession it, SessionLimit... limits) {
        Origin origin = new Origin("nginx", "127.0.0.1", "everyone", "portal", List.of(limits));
        return new StoredSession(
                it.key(),
                it.followKey(),
                origin,
                it.user(),
                it.name(),
                it.playback(),
                it.verified(),
                false,
                it.began(),
                it.lastSeen(),
                it.grantEnds(),
                it.validUntil(),
                it.idleTimeout(),
                it.ownSeen(),
                true,
                true,
                List.of(4711L),
                List.of());
    }

    private static StoredSession showing(StoredSession it, Long... tokens) {
        return new StoredSession(
                it.key(),
                it.followKey(),
                it.origin(),
                it.user(),
                it.name(),
                it.playback(),
                it.verified(),
                it.limited(),
                it.began(),
                it.lastSeen(),
                it.grantEnds(),
                it.validUntil(),
                it.idleTimeout(),
                it.ownSeen(),
                it.askedOnce(),
                it.named(),
                List.of(tokens),
                it.connections());
    }

    private static StoredSession connected(StoredSession it, String again, ServerConnection... connections) {
        return new StoredSession(
                it.key(),
                it.followKey(),
                it.origin(),
                it.user(),
                it.name(),
                it.playback(),
                it.verified(),
                it.limited(),
                it.began(),
                it.lastSeen(),
                it.grantEnds(),
                it.validUntil(),
                it.idleTimeout(),
                it.ownSeen(),
                true,
                true,
                List.of((long) again.hashCode()),
                List.of(connections));
    }

    private static StoredSession followed(StoredSession it, Key followKey) {
        return of(it, followKey, it.origin(), it.name(), it.playback(), it.lastSeen(), it.validUntil());
    }

    private static StoredSession until(StoredSession it, long moment) {
        return of(it, it.followKey(), it.origin(), it.name(), it.playback(), it.lastSeen(), moment);
    }

    private static StoredSession seen(StoredSession it, long moment) {
        return of(it, it.followKey(), it.origin(), it.name(), it.playback(), moment, it.validUntil());
    }

    private static StoredSession named(StoredSession it, String name) {
        return of(it, it.followKey(), it.origin(), name, it.playback(), it.lastSeen(), it.validUntil());
    }

    private static StoredSession ofBackend(StoredSession it, String backend) {
        Origin origin = TestingOrigins.of(backend);
        return of(it, it.followKey(), origin, it.name(), it.playback(), it.lastSeen(), it.validUntil());
    }

    private static StoredSession onChannel(StoredSession it, String channel) {
        Session.Playback playback =
                new Session.Playback(it.playback().client(), it.playback().agent(), channel);
        return of(it, it.followKey(), it.origin(), it.name(), playback, it.lastSeen(), it.validUntil());
    }

    /** On another device, so that none is left behind by the other. */
    private static StoredSession elsewhere(StoredSession it, int device) {
        Session.Playback playback = new Session.Playback("192.0.2." + (device + 1), device, "/live/ch" + device + "/");
        return of(it, it.followKey(), it.origin(), it.name(), playback, it.lastSeen(), it.validUntil());
    }

    private static StoredSession of(
            StoredSession it,
            Key followKey,
            Origin origin,
            String name,
            Session.Playback playback,
            long lastSeen,
            long validUntil) {
        return TestingSessions.ofEdge(
                it.key(),
                followKey,
                origin,
                it.user(),
                name,
                playback,
                it.verified(),
                it.limited(),
                it.began(),
                lastSeen,
                validUntil,
                validUntil,
                it.idleTimeout());
    }

    private static void assertThatSame(StoredSession actual, StoredSession expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .withEqualsForType((one, two) -> Math.abs(one - two) < SAME_MOMENT, Long.class)
                .ignoringFields("key", "followKey")
                .isEqualTo(expected);
        assertThat(actual.key()).isEqualTo(expected.key());
        assertThat(actual.followKey()).isEqualTo(expected.followKey());
    }
}
