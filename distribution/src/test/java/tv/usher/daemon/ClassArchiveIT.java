package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.TakesLong;

/** The archive of classes that an installation makes for its own JVM, so that it starts faster. */
class ClassArchiveIT {

    /** It is made at low priority, beside the other tests. */
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private TestingMiddleware middleware;
    private Path configuration;
    private UnpackedUsher usher;

    @BeforeEach
    void unpack() throws IOException {
        middleware = TestingMiddleware.saying(200);
        configuration = ConfigText.write(folder, ConfigText.asking(middleware.address()));
        usher = UnpackedUsher.built().copyTo(folder.resolve("my usher")).withClassArchive();
        deleteCache();
    }

    @AfterEach
    void stopMiddleware() {
        middleware.close();
    }

    @TakesLong
    @Test
    void theFirstRunMakesOneThatTheNextRunUses() throws Exception {
        // Given
        try (UsherProcess first = usher.start(configuration)) {
            assertThat(commandLine(first)).doesNotContain("my usher/cache");

            // When
            await("an archive").atMost(LONG).until(() -> !archives().isEmpty());
            await("the end of its making").atMost(LONG).until(() -> Files.notExists(cache().resolve("making")));
        }

        // Then
        try (UsherProcess next = usher.start(configuration)) {
            assertThat(commandLine(next)).contains(archives().get(0).toString());
            assertThat(mapped(next))
                    .as("the JVM uses it")
                    .contains(archives().get(0).toString());
            assertThat(next.askAbout("/live/a", "token=1").status()).isEqualTo(200);
            assertThat(archives()).hasSize(1);
        }
    }

    @TakesLong
    @Test
    void oneThatDoesNotFitChangesNothing() throws Exception {
        // Given
        try (UsherProcess first = usher.start(configuration)) {
            await("an archive").atMost(LONG).until(() -> !archives().isEmpty());
            first.stop();
        }
        Path archive = archives().get(0);
        Files.delete(archive);
        Files.writeString(archive, "no archive");

        // When
        try (UsherProcess next = usher.start(configuration)) {

            // Then
            assertThat(commandLine(next)).contains(archive.toString());
            assertThat(next.askAbout("/live/a", "token=1").status()).isEqualTo(200);
            assertThat(next.log()).noneMatch(line -> line.contains("[cds") || line.contains("[aot"));
        }
        assertThat(usher.run("version").err()).isEmpty();
    }

    @Test
    void onlyTheDaemonMakesOne() throws Exception {
        // When
        usher.run("version");
        usher.run("check", "-c", configuration.toString());

        // Then
        assertThat(cache()).doesNotExist();
    }

    private String commandLine(UsherProcess process) throws Exception {
        return process.jcmd("VM.command_line");
    }

    private static String mapped(UsherProcess process) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps"));
    }

    private Path cache() {
        return usher.home().resolve("cache");
    }

    private List<Path> archives() throws IOException {
        if (Files.notExists(cache())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache())) {
            return files.filter(file -> file.getFileName().toString().startsWith("classes-"))
                    .toList();
        }
    }

    /** The built one has started for other tests, and perhaps one was just being made when it was copied. */
    private void deleteCache() throws IOException {
        if (Files.notExists(cache())) {
            return;
        }
        try (Stream<Path> all = Files.walk(cache())) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
