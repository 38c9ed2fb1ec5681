package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The upgrade promise: configuration, known viewers and plugins of former releases work with this build. Who makes a release keeps its
 * sample, see CONTRIBUTING.
 */
class LastReleasesWorkOnIT {

    @TempDir
    private Path folder;

    private TestingMiddleware middleware;

    @BeforeEach
    void middleware() throws IOException {
        middleware = TestingMiddleware.saying(403);
    }

    @AfterEach
    void close() {
        middleware.close();
    }

    private static Stream<Path> releases() throws IOException {
        return ReleaseSample.kept();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void whoWasLetInPlaysOnAndWhoWasBannedDoesNot(Path release) throws Exception {
        // Given
        ReleaseSample sample = ReleaseSample.copy(release, folder.resolve("operators"), middleware);
        assumeTrue(sample.isYoung(), "the grants of " + release + " have ended: keep the sample of a newer release");
        UnpackedUsher usher = sample.installTo(folder.resolve("usher"));

        // When
        try (UsherProcess daemon = usher.start(sample.configuration())) {
            daemon.awaitMetric("usher_store_up", 1);

            // Then
            for (int viewer = 0; viewer < ReleaseSample.VIEWERS; viewer++) {
                assertThat(ReleaseSample.asks(daemon, "viewer" + viewer, "index.m3u8?token=t" + viewer))
                        .isEqualTo(200);
                assertThat(ReleaseSample.asks(daemon, "viewer" + viewer, "seg-1.ts"))
                        .isEqualTo(200);
            }
            assertThat(ReleaseSample.asks(daemon, ReleaseSample.BANNED, "index.m3u8?token=banned"))
                    .isEqualTo(403);
            assertThat(middleware.asked()).as("memory answers").isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aPluginOfThatReleaseIsAsked(Path release) throws Exception {
        ReleaseSample sample = ReleaseSample.copy(release, folder.resolve("operators"), middleware);
        UnpackedUsher usher = sample.installTo(folder.resolve("usher"));
        try (UsherProcess daemon = usher.start(sample.configuration())) {
            // When
            int status = daemon.askAbout("/voucher/one/index.m3u8", "token=abc").status();

            // Then
            assertThat(status).isEqualTo(403);
            assertThat(middleware.asked()).singleElement().asString().startsWith("GET /voucher/check?token=abc ");
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void everyKeyOfThatReleaseIsStillOne(Path release) throws Exception {
        // Given
        ReleaseSample sample = ReleaseSample.copy(release, folder.resolve("operators"), middleware);

        // When
        UnpackedUsher.Finished checked =
                UnpackedUsher.built().run("check", "-c", sample.reference().toString());

        // Then
        assertThat(checked.out()
                        .lines()
                        .filter(line -> line.startsWith(sample.reference().toString())))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(" doesn't exist")
                        || line.endsWith(" does not exist")
                        || line.endsWith(" is not set"));
    }

    /** {@code -Dusher.keep-release=true}: this build becomes the one that later ones are tried with. */
    @Test
    @EnabledIfSystemProperty(named = "usher.keep-release", matches = "true")
    void theSampleOfThisReleaseIsKept() throws Exception {
        String version = System.getProperty("usher.version");

        ReleaseSample.make(
                version, Files.createDirectory(folder.resolve("made")).resolve("usher"));

        assertThat(ReleaseSample.kept()).anyMatch(kept -> kept.endsWith(version));
    }
}
