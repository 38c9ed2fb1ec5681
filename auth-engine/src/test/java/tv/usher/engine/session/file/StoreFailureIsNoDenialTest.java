package tv.usher.engine.session.file;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.session.file.TestingUsher.TOKEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.Grant;
import tv.usher.engine.TestingLog;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.InstallationSecret;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.TestingClock;

@Timeout(120)
class StoreFailureIsNoDenialTest {

    private static final String PLAYLIST = "/live/ch1/index.m3u8";
    private static final String SEGMENT = "/live/ch1/seg-1.ts";
    private static final Duration HOURS = Duration.ofHours(10);

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock();
    private final TestingLog log = TestingLog.of("tv.usher.engine.session");

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void secondDaemonOnTheSameFolderGoesOnInMemory() {
        try (TestingUsher first = TestingUsher.startedOn(folder, clock);
                TestingUsher second = TestingUsher.startedOn(folder, clock)) {
            // When
            first.grant(PLAYLIST, TOKEN, HOURS);
            second.grant(PLAYLIST, TOKEN, HOURS);

            // Then
            assertThat(first.problem()).isEmpty();
            assertThat(second.problem().orElseThrow())
                    .isEqualTo("another process uses " + folder.resolve("sessions.mv.db")
                            + "; give each Usher a data-dir of its own");
            assertThat(second.known(SEGMENT, "")).isNotNull();
        }
    }

    @Test
    void startThatFailsBeforeTheFileIsOpenedLeavesNone() {
        // Given
        InstallationSecret secret = new InstallationSecret(new DataFolder(folder));
        FileStore store = new FileStore(new TestingSessionFiles(folder, clock), secret, clock.clock(), HOURS, 1_000);

        // When
        store.close();

        // Then
        assertThat(log.lines()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void secondDaemonTakesOverOnceTheFirstIsGone() {
        TestingUsher first = TestingUsher.startedOn(folder, clock);
        first.grant(PLAYLIST, TOKEN, HOURS);
        try (TestingUsher second = TestingUsher.startedOn(folder, clock)) {
            // Given
            Session mine = second.grant("/live/ch2/index.m3u8", TOKEN, HOURS).session();

            // When
            first.close();
            clock.passes(FileWriter.RETRY);
            await().until(() -> second.problem().isEmpty());

            // Then
            assertThat(second.known(SEGMENT, "")).isNotNull();
            assertThat(second.known("/live/ch2/index.m3u8", "token=" + TOKEN)).isSameAs(mine);
        }
    }

    @Test
    void folderThatCannotBeMade() throws IOException {
        // Given
        Path notAFolder = Files.createFile(folder.resolve("file"));

        // When
        try (TestingUsher usher = TestingUsher.startedOn(notAFolder.resolve("data"), clock)) {
            usher.grant(PLAYLIST, TOKEN, HOURS);

            // Then
            assertThat(usher.known(SEGMENT, "")).isNotNull();
            assertThat(usher.problem().orElseThrow())
                    .contains(notAFolder.toString(), "let data-dir name one that Usher may write to");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("sessions are in memory alone, so that a restart forgets them: can't make the folder");
        }
    }

    @Test
    void missingFoldersAreMade() {
        try (TestingUsher usher = TestingUsher.startedOn(folder.resolve("a/b/c"), clock)) {
            assertThat(usher.problem()).isEmpty();
        }
        assertThat(folder.resolve("a/b/c/sessions.mv.db")).exists();
    }

    @Test
    void diskThatIsFullAtTheStart() {
        // Given
        TestingSessionFiles disk = new TestingSessionFiles(folder, clock);
        disk.full(true);

        // When
        try (TestingUsher usher = TestingUsher.startedOn(folder, disk, clock)) {
            usher.grant(PLAYLIST, TOKEN, HOURS);

            // Then
            assertThat(usher.known(SEGMENT, "")).isNotNull();
            assertThat(usher.problem()).contains(TestingSessionFiles.FULL);
        }
    }

    @Test
    void diskThatFillsUpLosesNothingOnceThereIsRoomAgain() {
        TestingSessionFiles disk = new TestingSessionFiles(folder, clock);
        try (TestingUsher usher = TestingUsher.startedOn(folder, disk, clock)) {
            // Given
            Session before = usher.grant("/live/ch0/index.m3u8", TOKEN, HOURS).session();
            disk.full(true);
            usher.grant(PLAYLIST, TOKEN, HOURS);
            usher.sessions().end(before, SessionEnd.LEFT);
            await().until(() -> usher.problem().isPresent());

            // Then
            assertThat(usher.known(SEGMENT, "")).isNotNull();
            assertThat(usher.grant("/live/ch2/index.m3u8", TOKEN, HOURS).session())
                    .isNotNull();

            // When
            for (int retry = 1; retry <= 3; retry++) {
                int openings = 1 + retry;
                clock.passes(FileWriter.RETRY);
                await().until(() -> disk.openings() >= openings);
            }
            disk.full(false);
            clock.passes(FileWriter.RETRY);
            await().until(() -> usher.problem().isEmpty());
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("sessions are"))
                    .hasSize(2)
                    .satisfies(lines -> assertThat(lines.get(0)).contains("in memory alone", TestingSessionFiles.FULL))
                    .satisfies(lines -> assertThat(lines.get(1)).isEqualTo("sessions are stored again"));
        }

        // Then
        try (TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            assertThat(usher.known(SEGMENT, "")).isNotNull();
            assertThat(usher.known("/live/ch2/seg-1.ts", "")).isNotNull();
            assertThat(usher.known("/live/ch0/seg-1.ts", "")).isNull();
        }
    }

    @Test
    void changesThatHadNoRoomToWaitAreMadeGoodOnceThereIsRoomAgain() {
        TestingSessionFiles disk = new TestingSessionFiles(folder, clock);
        try (TestingUsher usher = TestingUsher.startedOn(folder, disk, clock)) {
            // Given
            usher.grant("/live/before/index.m3u8", TOKEN, HOURS);
            Session over = usher.grant("/live/over/index.m3u8", TOKEN, HOURS).session();
            await().until(() -> TestingUsher.files(folder).get(Path.of(SessionFiles.NAME)).length > 8_192);
            disk.full(true);
            usher.grant(PLAYLIST, TOKEN, HOURS);
            await().until(() -> usher.problem().isPresent());

            // When: more than may wait
            for (int i = 0; i < 1_500; i++) {
                Session session = usher.grant("/live/gone" + i + "/index.m3u8", TOKEN, HOURS)
                        .session();
                usher.sessions().end(session, SessionEnd.LEFT);
            }
            usher.sessions().end(over, SessionEnd.LEFT);
            usher.grant("/live/after/index.m3u8", TOKEN, HOURS);
            disk.full(false);
            clock.passes(FileWriter.RETRY);
            await().until(() -> usher.problem().isEmpty());
        }

        // Then
        try (TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            assertThat(usher.known("/live/before/seg-1.ts", "")).isNotNull();
            assertThat(usher.known(SEGMENT, "")).isNotNull();
            assertThat(usher.known("/live/after/seg-1.ts", "")).isNotNull();
            assertThat(usher.known("/live/over/seg-1.ts", "")).isNull();
        }
    }

    @Test
    void moreBansThanMayWaitAreMadeGood() {
        // Given
        TestingSessionFiles disk = new TestingSessionFiles(folder, clock);
        int most = 100;
        try (TestingUsher usher = TestingUsher.startedOn(folder, disk, clock, most)) {
            disk.full(true);
            usher.sessions().revocations().kick(new UserId("ministra", "0"), TestingKicks.of(HOURS));
            await().until(() -> usher.problem().isPresent());
            for (int i = 1; i < 3 * most; i++) {
                usher.sessions().revocations().kick(new UserId("ministra", "" + i), TestingKicks.of(HOURS));
            }

            // When
            disk.full(false);
            clock.passes(FileWriter.RETRY);
            await().until(() -> usher.problem().isEmpty());
        }

        // Then
        try (TestingUsher usher = TestingUsher.startedOn(folder, disk, clock, most)) {
            assertThat(usher.sessions().revocations().bans()).isEqualTo(3 * most);
        }
    }

    @Test
    void diskThatHangsHoldsNobodyUp() throws Exception {
        TestingSessionFiles disk = new TestingSessionFiles(folder, clock);
        TestingUsher usher = TestingUsher.startedOn(folder, disk, clock);
        // Given
        disk.hang();
        usher.grant(PLAYLIST, TOKEN, HOURS);

        // When: more than may wait
        for (int i = 0; i < 2_000; i++) {
            Session session =
                    usher.grant("/live/ch" + i + "/index.m3u8", TOKEN, HOURS).session();
            usher.sessions().end(session, SessionEnd.LEFT);
        }

        // Then
        assertThat(usher.grant(PLAYLIST, TOKEN, HOURS).session()).isNotNull();
        await().until(() -> {
            clock.passes(Duration.ofSeconds(11));
            return usher.problem().isPresent();
        });
        assertThat(usher.problem().orElseThrow()).contains("the disk hangs");
        usher.close(); // bounded: see the test's timeout
        assertThat(log.lines()).last().asString().contains("not all could be stored");
        disk.hangNoLonger();
        await().until(() -> disk.closings() == 2); // the second time with all that lives
    }

    @Test
    void moreAndMoreToWriteIsNoDiskThatHangs() {
        TestingSessionFiles disk = new TestingSessionFiles(folder, clock);
        int most = 2 * PendingChanges.BATCH;
        try (TestingUsher usher = TestingUsher.startedOn(folder, disk, clock, most)) {
            // When: whatever has been written, as many have changed as fit into a batch
            Set<String> problems = ConcurrentHashMap.newKeySet();
            AtomicInteger written = new AtomicInteger();
            disk.afterEachWrite(() -> {
                clock.passes(Duration.ofSeconds(3));
                usher.problem().ifPresent(problems::add);
                if (written.incrementAndGet() < 10) {
                    grantToABatch(usher);
                }
            });
            grantToABatch(usher);
            await().until(() -> written.get() >= 10);

            // Then
            assertThat(problems).isEmpty();
        }

        // And all of it is there
        try (TestingUsher usher = TestingUsher.startedOn(folder, disk, clock, most)) {
            assertThat(usher.sessionCount()).isEqualTo(PendingChanges.BATCH);
        }
    }

    private static void grantToABatch(TestingUsher usher) {
        for (int i = 0; i < PendingChanges.BATCH; i++) {
            Viewing viewing = usher.viewing("10.0." + i / 256 + '.' + i % 256, PLAYLIST, "token=" + TOKEN);
            Grant grant = Grant.lasting(HOURS).user("user" + i);
            usher.sessions().admit(viewing, TestingUsher.ORIGIN, grant, Duration.ofMinutes(1));
        }
    }
}
