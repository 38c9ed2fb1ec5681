package tv.usher.engine.session.file;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.session.file.TestingUsher.TOKEN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.TestingLog;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.util.TestingClock;

class CorruptStoreIsMovedAsideTest {

    private static final String PLAYLIST = "/live/ch1/index.m3u8";
    private static final int SESSIONS = 200;

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock();
    private final TestingLog log = TestingLog.of(SessionFiles.class);
    private final TestingLog others = TestingLog.of(SessionRestorer.class);

    @AfterEach
    void closeLogs() {
        log.close();
        others.close();
    }

    @Test
    void randomBytes() throws IOException {
        // Given
        byte[] garbage = new byte[100_000];
        new Random(1).nextBytes(garbage);
        Files.write(file(), garbage);

        // When
        assertStartsFresh();

        // Then
        assertThat(corrupt()).singleElement().satisfies(aside -> {
            assertThat(aside.getFileName().toString()).matches("sessions\\.mv\\.db\\.corrupt-\\d{8}-\\d{6}\\.\\d{3}");
            assertThat(aside).hasBinaryContent(garbage);
        });
        assertThat(log.lines()).singleElement().asString().contains(file().toString(), "can't be read", ".corrupt-");
    }

    @Test
    void emptyFileIsJustANewOne() throws IOException {
        // Given
        Files.createFile(file());

        // When
        assertStartsFresh();

        // Then
        assertThat(corrupt()).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void folderInItsPlace() throws IOException {
        // Given
        Files.createDirectories(file());
        Files.writeString(file().resolve("somebody's"), "work");

        // When
        assertStartsFresh();

        // Then
        assertThat(corrupt())
                .singleElement()
                .satisfies(aside -> assertThat(aside.resolve("somebody's")).hasContent("work"));
    }

    @Test
    void textFile() throws IOException {
        Files.writeString(file(), "sessions: none\n".repeat(1000));
        assertStartsFresh();
        assertThat(corrupt()).hasSize(1);
    }

    /** Whatever is left of a file, the daemon starts, and says so if not all of it is of use. */
    @Test
    void truncatedAnywhere() throws IOException {
        byte[] whole = fileOfManySessions();
        for (int length = whole.length - 1; length > 0; length -= Math.max(1, whole.length / 40)) {
            assertStartsWith(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void damagedAnywhere() throws IOException {
        byte[] whole = fileOfManySessions();
        Random random = new Random(2);
        for (int i = 0; i < 60; i++) {
            byte[] damaged = whole.clone();
            int from = random.nextInt(damaged.length);
            for (int at = from; at < Math.min(damaged.length, from + 1 + random.nextInt(5_000)); at++) {
                damaged[at] = (byte) random.nextInt();
            }
            assertStartsWith(damaged);
        }
    }

    @Test
    void onlyTheLastFewAreKept() throws IOException {
        for (int i = 0; i < 6; i++) {
            Files.writeString(file(), "garbage " + i + " ".repeat(10_000));
            assertStartsFresh();
            clock.passes(Duration.ofSeconds(1));
        }
        assertThat(corrupt())
                .hasSize(3)
                .last()
                .satisfies(aside -> assertThat(aside).content().startsWith("garbage 5"));
    }

    /** A viewer is granted, and known after a restart: the store works. */
    private void assertStartsFresh() {
        try (TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            assertThat(usher.problem()).isEmpty();
            assertThat(usher.known(PLAYLIST, "token=" + TOKEN)).isNull();
            usher.grant(PLAYLIST, TOKEN, Duration.ofHours(10));
        }
        try (TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            Session session = usher.known(PLAYLIST, "token=" + TOKEN);
            assertThat(session).isNotNull();
            usher.sessions().end(session, SessionEnd.LEFT);
        }
    }

    private void assertStartsWith(byte[] bytes) throws IOException {
        Files.write(file(), bytes);
        try (TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            assertThat(usher.problem()).isEmpty();
            usher.grant("/live/new/index.m3u8", TOKEN, Duration.ofHours(10));
        }
        try (TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            assertThat(usher.known("/live/new/index.m3u8", "token=" + TOKEN)).isNotNull();
        }
        clock.passes(Duration.ofMillis(2));
    }

    private byte[] fileOfManySessions() throws IOException {
        try (TestingUsher usher = TestingUsher.startedOn(folder, clock)) {
            for (int i = 0; i < SESSIONS; i++) {
                usher.grant("/live/ch" + i + "/index.m3u8", TOKEN + i, Duration.ofHours(10));
            }
        }
        return Files.readAllBytes(file());
    }

    private Path file() {
        return folder.resolve(SessionFiles.NAME);
    }

    private List<Path> corrupt() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().contains(".corrupt-"))
                    .sorted()
                    .toList();
        }
    }
}
