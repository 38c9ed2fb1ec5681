package tv.usher.engine.session.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.session.file.TestingUsher.ORIGIN;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.Grant;
import tv.usher.engine.TestingLog;
import tv.usher.engine.session.AdmissionResult;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.SessionLimit;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.Unverified;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

/** A restart with more sessions in the file than are read at once. */
@Timeout(120)
class RestoringKeepsNobodyWaitingTest {

    private static final int VIEWERS = 3 * MvSessionFile.AT_A_TIME;
    private static final int MOST = 2 * VIEWERS;
    private static final Duration HOURS = Duration.ofHours(10);
    private static final Duration IDLE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock();
    private final TestingLog log = TestingLog.of("tv.usher.engine.session");
    private TestingSessionFiles disk;
    private TestingUsher usher;

    /** Each is a user of his own, who may watch once. */
    @BeforeEach
    void restartWithManyViewers() {
        disk = new TestingSessionFiles(folder, clock);
        try (TestingUsher former = TestingUsher.startedOn(folder, disk, clock, MOST)) {
            for (int i = 0; i < VIEWERS; i++) {
                admit(former, i, limited(i)).join();
            }
            former.sessions().revocations().kick(new UserId("ministra", "banned"), TestingKicks.of(HOURS));
        }
        disk.holdRestoring();
        usher = TestingUsher.restoringFrom(folder, disk, clock, MOST);
    }

    @AfterEach
    void close() {
        disk.restoreOn();
        usher.close();
        log.close();
    }

    @Test
    void whoShowsHisTokenIsKnownBeforeHisTurn() {
        for (int i = 0; i < VIEWERS; i += 100) {
            assertThat(found(playlist(i))).isNotNull();
        }
        assertIsStillRestoring();
    }

    @Test
    void whoHasNoTokenIsKnownBeforeHisTurn() {
        for (int i = 0; i < VIEWERS; i += 100) {
            assertThat(found(segment(i))).isNotNull();
        }
        assertIsStillRestoring();
    }

    @Test
    void strangersAreLetInMeanwhile() {
        Viewing stranger = viewing(VIEWERS, "/live/new/index.m3u8", "token=new");
        assertThat(found(stranger)).isNull();
        assertThat(admit(usher, stranger, Grant.lasting(HOURS).user("new"))
                        .join()
                        .session())
                .isNotNull();
        assertIsStillRestoring();
    }

    @Test
    void limitsCountWhoIsStillInTheFile() {
        // When: on another device
        AdmissionResult second = admit(usher, viewing(VIEWERS, "/live/other/index.m3u8", "token=other"), limited(7))
                .join();
        AdmissionResult first = admit(usher, viewing(8, "/live/other/index.m3u8", "token=new"), limited(VIEWERS))
                .join();

        // Then
        assertThat(second.refusal()).isNotNull();
        assertThat(first.session()).isNotNull();
        assertIsStillRestoring();
    }

    @Test
    void limitsOfTheConfigurationAndOutagesWaitUntilAllAreCounted() {
        // Given
        Origin limited =
                new Origin("nginx", "127.0.0.1", "everyone", "ministra", SessionLimit.listOf("address:3::house"));
        Viewing viewing = viewing(7, "/live/other/index.m3u8", "token=other");
        Unverified unverified = new Unverified("ministra", ReasonCode.NO_ANSWER_IN_TIME.with("timeout"), 10, 10);

        // When
        CompletableFuture<AdmissionResult> ofAddress =
                usher.sessions().admit(viewing, limited, Grant.lasting(HOURS).user("x"), IDLE);
        CompletableFuture<AdmissionResult> unknown =
                usher.sessions().admitUnverified(playlist(VIEWERS), ORIGIN, Grant.lasting(HOURS), unverified, IDLE);
        assertThat(found(playlist(8))).isNotNull();
        assertThat(ofAddress).isNotDone();
        assertThat(unknown).isNotDone();

        // Then
        disk.restoreOn();
        assertThat(ofAddress.join().session()).isNotNull();
        assertThat(unknown.join().session()).isNotNull();
    }

    @Test
    void bansHoldFromTheFirstRequest() {
        AdmissionResult banned = admit(
                        usher, playlist(VIEWERS), Grant.lasting(HOURS).user("banned"))
                .join();
        assertThat(banned.refusal()).isNotNull();
        assertIsStillRestoring();
    }

    @Test
    void whoLeftMeanwhileDoesNotComeBack() {
        // Given
        Session left = found(playlist(7));
        usher.sessions().end(left, SessionEnd.LEFT);
        Viewing again = playlist(8);
        usher.sessions().end(found(again), SessionEnd.LEFT);
        Session anew = admit(usher, again, limited(8)).join().session();

        // When
        assertThat(found(playlist(7))).isNull();
        restoreAll();

        // Then
        assertThat(known(playlist(7))).isNull();
        assertThat(known(again)).isSameAs(anew);
        assertThat(usher.sessionCount()).isEqualTo(VIEWERS - 1);
    }

    @Test
    void lookUpsDoNotWaitUntilNewcomersStopComing() {
        // Given
        AtomicBoolean coming = new AtomicBoolean(true);
        AtomicInteger written = new AtomicInteger();
        restartAndBatchesOfNewcomersCome(coming, written);

        // Then
        for (int i = 0; i < 3; i++) {
            int before = written.get();
            await().until(() -> written.get() > before);
            assertThat(found(playlist(i))).isNotNull();
        }
        coming.set(false);
        assertIsStillRestoring();
    }

    @Test
    void manyNewcomersLeaveRestoringItsShare() {
        // Given
        AtomicBoolean coming = new AtomicBoolean(true);
        AtomicInteger written = new AtomicInteger();
        restartAndBatchesOfNewcomersCome(coming, written);
        await().until(() -> written.get() > 1);

        // When
        int before = written.get();
        disk.restoreOn();
        usher.sessions().restored().join();
        coming.set(false);

        // Then: not only one part after each turn
        int parts = (VIEWERS + PendingChanges.BATCH) / MvSessionFile.AT_A_TIME;
        assertThat(written.get() - before).isLessThan(2 * parts);
    }

    /** Whatever has been written, as many as fit into the next batch have come, and a turn is four batches. */
    private void restartAndBatchesOfNewcomersCome(AtomicBoolean coming, AtomicInteger written) {
        usher.close();
        usher = TestingUsher.restoringFrom(folder, disk, clock, MOST + PendingChanges.BATCH);
        disk.afterEachWrite(() -> {
            written.incrementAndGet();
            clock.passes(Duration.ofMillis(300));
            if (coming.get()) {
                admitABatch();
            }
        });
        admitABatch();
    }

    private void admitABatch() {
        for (int i = 0; i < PendingChanges.BATCH; i++) {
            admit(usher, VIEWERS + i, Grant.lasting(HOURS).user("new" + i));
        }
    }

    @Test
    void newcomersOneByOneDoNotStopTheRestoring() {
        // Given: whatever has been written, somebody new has come
        AtomicBoolean coming = new AtomicBoolean(true);
        AtomicInteger written = new AtomicInteger();
        disk.afterEachWrite(() -> {
            written.incrementAndGet();
            if (coming.get()) {
                admit(usher, VIEWERS, Grant.lasting(HOURS).user("new"));
            }
        });
        admit(usher, VIEWERS, Grant.lasting(HOURS).user("new")).join();
        await().until(() -> written.get() > 0);

        // When
        disk.restoreOn();
        try {
            await().until(() -> usher.sessions().restored().isDone());
        } finally {
            coming.set(false);
        }

        // Then
        assertThat(usher.sessionCount()).isEqualTo(VIEWERS + 1);
    }

    @Test
    void fileIsNotTidiedBeforeAllAreRestored() {
        // Given
        AtomicInteger written = new AtomicInteger();
        disk.afterEachWrite(() -> {
            if (written.incrementAndGet() == 1) {
                admit(usher, VIEWERS, Grant.lasting(HOURS).user("new"));
            }
        });
        int before = disk.tidyings();

        // When: the second write comes after what the first one was followed by
        clock.passes(Duration.ofSeconds(11));
        admit(usher, VIEWERS, Grant.lasting(HOURS).user("new")).join();
        await().until(() -> written.get() == 2);
        assertThat(disk.tidyings()).isEqualTo(before);

        // Then
        disk.restoreOn();
        await().until(() -> disk.tidyings() > before);
    }

    @Test
    void everybodyIsRestoredOnce() {
        // Given
        Session asked = found(playlist(7));

        // When
        restoreAll();

        // Then
        assertThat(usher.sessionCount()).isEqualTo(VIEWERS);
        assertThat(known(playlist(7))).isSameAs(asked);
        assertThat(known(segment(7))).isSameAs(asked);
        assertThat(log.lines()).contains("sessions: " + VIEWERS + " known from before");
    }

    @Test
    void newcomersTakeNobodysPlace() {
        // When: more come than there are places
        int admitted = 0;
        for (int i = VIEWERS; i < VIEWERS + MOST; i++) {
            admitted += begin(i);
        }
        restoreAll();

        // Then
        assertThat(admitted).isBetween(1, MOST - VIEWERS);
        for (int i = 0; i < VIEWERS; i++) {
            assertThat(known(playlist(i))).isNotNull();
        }
    }

    @Test
    void damageMidwayLosesOnlyWhoComesAfterIt() {
        // Given
        Session asked = found(playlist(7));
        CompletableFuture<Void> all = usher.sessions().restored();

        // When
        disk.damage();
        disk.restoreOn();
        all.join();

        // Then: the viewer goes on, and is known after a restart too
        assertThat(known(playlist(7))).isSameAs(asked);
        await().until(() -> usher.problem().isEmpty());
        assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("can't be read", ".corrupt-"));
        usher.close();
        usher = TestingUsher.startedOn(folder, disk, clock, MOST);
        assertThat(known(playlist(7))).isNotNull();
        assertThat(usher.sessions().revocations().bans()).isEqualTo(1);
    }

    @Test
    void diskThatFailsMidwayHoldsNobodyUpAndTheRestIsRestoredLater() {
        // Given
        CompletableFuture<Void> all = usher.sessions().restored();

        // When
        disk.full(true);
        all.join();

        // Then: nor are places kept for who may never be restored
        assertThat(found(playlist(7))).isNull();
        int admitted = 0;
        for (int i = VIEWERS; i < 2 * VIEWERS; i++) {
            admitted += begin(i);
        }
        assertThat(admitted).isEqualTo(VIEWERS);
        for (int i = VIEWERS; i < 2 * VIEWERS; i++) {
            usher.sessions().end(known(playlist(i)), SessionEnd.LEFT);
        }
        disk.full(false);
        disk.restoreOn();
        clock.passes(FileWriter.RETRY);
        await().until(() -> usher.sessionCount() == VIEWERS);
    }

    @Test
    void logSaysHowOftenAFullDiskIsTriedWhileItIsRead() {
        try (TestingLog log = TestingLog.of(FileWriter.class)) {
            // When
            disk.fullForWriting(true);
            admit(usher, VIEWERS, Grant.lasting(HOURS).user("new")).join();
            await().until(() -> usher.problem().isPresent());

            // Then
            assertThat(log.lines()).singleElement(STRING).contains(TestingSessionFiles.FULL, "tried again every 10s");
        }
    }

    @Test
    void diskThatHangsMidwayHoldsNobodyUpForLongAndTheRestIsRestoredLater() {
        // Given
        CompletableFuture<Void> all = usher.sessions().restored();
        Viewing other = viewing(7, "/live/other/index.m3u8", "token=other");
        disk.hang();

        // When
        CompletableFuture<?> asked = usher.sessions().askOthers(playlist(7));
        CompletableFuture<?> withoutToken = usher.sessions().askOthers(segment(8));
        CompletableFuture<AdmissionResult> ofLimitedUser = admit(usher, other, limited(7));
        await().until(() -> {
            clock.passes(Duration.ofSeconds(6));
            return all.isDone();
        });
        asked.join();
        withoutToken.join();

        // Then
        assertThat(ofLimitedUser.join().session()).isNotNull();
        assertThat(found(playlist(9))).isNull();
        usher.sessions().end(known(other), SessionEnd.LEFT);

        // When
        disk.restoreOn();
        disk.hangNoLonger();

        // Then
        await().until(() -> usher.sessionCount() == VIEWERS);
    }

    @Test
    void fullDiskThatCanBeReadForgetsNobody() {
        // Given
        disk.fullForWriting(true);
        Session newcomer =
                admit(usher, VIEWERS, Grant.lasting(HOURS).user("new")).join().session();
        await().until(() -> usher.problem().isPresent());

        // When: each time it would be tried again
        assertThat(found(playlist(7))).isNotNull();
        assertThat(found(segment(8))).isNotNull();
        clock.passes(FileWriter.RETRY);
        assertThat(found(playlist(9))).isNotNull();
        assertIsStillRestoring();
        restoreAll();

        // Then
        assertThat(usher.sessionCount()).isEqualTo(VIEWERS + 1);
        assertThat(usher.problem()).contains(TestingSessionFiles.FULL);

        // When
        usher.sessions().end(known(playlist(7)), SessionEnd.LEFT);
        disk.fullForWriting(false);
        await().until(() -> {
            clock.passes(FileWriter.RETRY);
            return usher.problem().isEmpty();
        });
        usher.close();
        usher = TestingUsher.startedOn(folder, disk, clock, MOST);

        // Then
        assertThat(known(playlist(7))).isNull();
        assertThat(known(playlist(VIEWERS)).key()).isEqualTo(newcomer.key());
        assertThat(usher.sessionCount()).isEqualTo(VIEWERS);
    }

    @Test
    void stopMidwayLosesNobody() {
        // When
        usher.close();
        disk.restoreOn();

        // Then
        usher = TestingUsher.startedOn(folder, disk, clock, MOST);
        assertThat(usher.sessionCount()).isEqualTo(VIEWERS);
    }

    @Test
    void withoutRoomForAnIndexWhoHasNoTokenWaitsForAll() {
        // Given: so few changes may wait that the heap must be small
        usher.close();
        usher = TestingUsher.restoringFrom(folder, disk, clock, 100);
        CompletableFuture<?> asked = usher.sessions().askOthers(segment(7));
        assertThat(asked).isNotDone();

        // When
        disk.restoreOn();
        asked.join();

        // Then
        assertThat(usher.sessions().restored()).isDone();
    }

    @Test
    void whoIsBannedMeanwhileIsForgottenForGood() {
        // Given
        usher.sessions().revocations().kick(new UserId("ministra", "user7"), TestingKicks.of(Duration.ofMinutes(1)));

        // When
        assertThat(found(playlist(7))).isNull();
        restoreAll();
        usher.close();

        // Then
        assertThat(log.lines()).noneMatch(line -> line.contains("max-sessions"));
        clock.passes(Duration.ofMinutes(2));
        try (TestingUsher next = TestingUsher.startedOn(folder, disk, clock, MOST)) {
            assertThat(next.sessions().peek(playlist(next, 7), clock.now())).isNull();
            assertThat(next.sessions().peek(playlist(next, 8), clock.now())).isNotNull();
        }
    }

    /**
     * @return 1 if there is a place for such a newcomer, else 0
     */
    private int begin(int viewer) {
        Grant grant = Grant.lasting(HOURS).user("new" + viewer);
        return admit(usher, playlist(viewer), grant).join().session() == null ? 0 : 1;
    }

    private void restoreAll() {
        disk.restoreOn();
        usher.sessions().restored().join();
    }

    private void assertIsStillRestoring() {
        assertThat(usher.sessions().restored()).isNotDone();
    }

    /** As a decision looks for a viewer who isn't in memory. */
    private Session found(Viewing viewing) {
        usher.sessions().askOthers(viewing).join();
        return known(viewing);
    }

    private Session known(Viewing viewing) {
        return usher.sessions().known(viewing, clock.clock().now());
    }

    private Viewing playlist(int viewer) {
        return playlist(usher, viewer);
    }

    private static Viewing playlist(TestingUsher at, int viewer) {
        return at.viewing(address(viewer), "/live/ch" + viewer + "/index.m3u8", "token=t" + viewer);
    }

    private Viewing segment(int viewer) {
        return viewing(viewer, "/live/ch" + viewer + "/seg-1.ts", "");
    }

    private Viewing viewing(int viewer, String path, String query) {
        return usher.viewing(address(viewer), path, query);
    }

    private static String address(int viewer) {
        return "10.0." + viewer / 256 + '.' + viewer % 256;
    }

    private static Grant limited(int viewer) {
        return Grant.lasting(HOURS).user("user" + viewer).maxSessions(1);
    }

    private static CompletableFuture<AdmissionResult> admit(TestingUsher at, int viewer, Grant grant) {
        return admit(at, playlist(at, viewer), grant);
    }

    private static CompletableFuture<AdmissionResult> admit(TestingUsher at, Viewing viewing, Grant grant) {
        return at.sessions().admit(viewing, ORIGIN, grant, IDLE);
    }
}
