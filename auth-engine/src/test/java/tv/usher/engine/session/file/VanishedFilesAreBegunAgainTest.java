package tv.usher.engine.session.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tv.usher.engine.session.file.TestingUsher.TOKEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.TestingLog;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.TestingClock;

/** Somebody removes the session file, its folder or the secret while Usher runs: nobody is forgotten for it. */
@Timeout(120)
class VanishedFilesAreBegunAgainTest {

    private static final int VIEWERS = 2_500; // more than one batch
    private static final Duration HOURS = Duration.ofHours(10);

    @TempDir
    private Path parent;

    private final TestingClock clock = new TestingClock();
    private final TestingLog log = TestingLog.of("tv.usher.engine.session");
    private Path folder;
    private Path file;
    private TestingUsher usher;

    @BeforeEach
    void letViewersIn() {
        folder = parent.resolve("data");
        file = folder.resolve(SessionFiles.NAME);
        TestingSessionFiles disk = new TestingSessionFiles(folder, clock);
        usher = TestingUsher.startedOn(folder, disk, clock, 10_000);
        for (int i = 0; i < VIEWERS; i++) {
            usher.grant("/live/ch" + i + "/index.m3u8", TOKEN, HOURS);
        }
        usher.sessions().revocations().kick(new UserId("ministra", "banned"), TestingKicks.of(HOURS));
    }

    @AfterEach
    void close() {
        usher.close();
        log.close();
    }

    @Test
    void file() throws IOException {
        awaitStored();
        Files.delete(file);

        assertEverybodyIsKnownAfterAKill();
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("sessions are"))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0)).contains("somebody removed the session file"))
                .satisfies(lines -> assertThat(lines.get(1)).isEqualTo("sessions are stored again"));
    }

    @Test
    void folder() throws IOException {
        awaitStored();
        removeFolder();

        assertEverybodyIsKnownAfterAKill();
    }

    @Test
    void secret() throws IOException {
        awaitStored();
        Files.delete(folder.resolve("secret"));

        assertEverybodyIsKnownAfterAKill();
    }

    @Test
    void anotherFileInItsPlace() throws IOException {
        awaitStored();
        Path other = Files.write(parent.resolve("other"), new byte[0]);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertEverybodyIsKnownAfterAKill();
    }

    @Test
    void folderThatCannotBeMadeAgainIsToldUntilItCan() throws IOException {
        // Given
        awaitStored();
        removeFolder();
        Files.createFile(folder);

        // When
        await().until(() -> usher.problem().isPresent());

        // Then
        await().until(() -> usher.problem().orElseThrow().contains(folder.toString()));

        // When
        Files.delete(folder);

        // Then
        await().until(() -> {
            clock.passes(FileWriter.RETRY);
            return usher.problem().isEmpty();
        });
        assertEverybodyIsKnownAfterAKill();
    }

    private void awaitStored() {
        await().until(() -> isStored(parent.resolve("copies/0")));
    }

    private boolean isStored(Path copy) throws IOException {
        if (!Files.exists(file) || !Files.exists(folder.resolve("secret"))) {
            return false;
        }
        try (TestingUsher next = startedOnACopy(copy)) {
            return next.sessionCount() == VIEWERS
                    && next.sessions().revocations().bans() == 1;
        }
    }

    private void removeFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path one : files.toList()) {
                Files.delete(one);
            }
        }
        Files.delete(folder);
    }

    private void assertEverybodyIsKnownAfterAKill() {
        await().until(() -> isStored(parent.resolve("copies/1")));
        await().until(() -> usher.problem().isEmpty()); // told after the write
    }

    private TestingUsher startedOnACopy(Path copy) throws IOException {
        TestingUsher.copyOf(folder, copy);
        return TestingUsher.startedOn(copy, new TestingSessionFiles(copy, clock), clock, 10_000);
    }
}
