package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.session.file.TestingUsher.TOKEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.TestingLog;
import tv.usher.engine.session.file.FileWriter;
import tv.usher.engine.session.file.SessionFiles;
import tv.usher.engine.session.file.TestingUsher;
import tv.usher.engine.util.TestingClock;
import tv.usher.engine.wiring.Stores;

class InstallationKeepsItsSecretTest {

    private static final String PLAYLIST = "/live/ch1/index.m3u8";

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock();
    private final TestingLog log = TestingLog.of(FileWriter.class);

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void firstStartMakesOneAndLaterStartsReadIt() throws IOException {
        // Given
        TestingUsher.startedOn(folder, clock).close();
        byte[] first = Files.readAllBytes(secret());

        // When
        TestingUsher.startedOn(folder, clock).close();

        // Then
        assertThat(first).hasSize(32);
        assertThat(Files.readAllBytes(secret())).isEqualTo(first);
        assertThat(TestingUsher.files(folder)).containsOnlyKeys(Path.of("secret"), Path.of(SessionFiles.NAME));
    }

    @Test
    void twoInstallationsHaveDifferentOnes() {
        TestingUsher.startedOn(folder.resolve("a"), clock).close();
        TestingUsher.startedOn(folder.resolve("b"), clock).close();
        assertThat(folder.resolve("a/secret")).isNotEmptyFile();
        assertThat(TestingUsher.files(folder.resolve("a")).get(Path.of("secret")))
                .isNotEqualTo(TestingUsher.files(folder.resolve("b")).get(Path.of("secret")));
    }

    @Test
    void nothingIsMadeBeforeTheStart() {
        Stores.of(TestingSessions.settings(StoreKind.FILE), folder.resolve("data"), clock.clock());
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void shortOneIsExplainedAndNotOverwritten() throws IOException {
        // Given
        Files.writeString(secret(), "short");

        // When
        try (TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            usher.grant(PLAYLIST, TOKEN, Duration.ofHours(10));

            // Then
            assertThat(usher.known(PLAYLIST, "token=" + TOKEN)).isNotNull();
            assertThat(usher.problem().orElseThrow())
                    .isEqualTo(secret() + " has 5 bytes instead of 32; restore it, or delete it to have a new one made,"
                            + " which forgets all sessions");
        }
        assertThat(secret()).hasContent("short");
    }

    @Test
    void unreadableOneIsExplained() throws IOException {
        // Given
        Files.createDirectory(secret());

        // Then
        try (TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            assertThat(usher.problem().orElseThrow())
                    .contains("can't read " + secret(), "must be readable to Usher's user");
        }
        assertThat(secret()).isDirectory();
    }

    @Test
    void otherInstallationsSecretKnowsNobody() throws IOException {
        // Given
        try (TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            usher.grant(PLAYLIST, TOKEN, Duration.ofHours(10));
        }
        Files.write(secret(), new byte[32]);

        // Then
        try (TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            assertThat(usher.known(PLAYLIST, "token=" + TOKEN)).isNull();
        }
    }

    private Path secret() {
        return folder.resolve("secret");
    }
}
