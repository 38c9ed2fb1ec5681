package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has one of the plugins can look at Usher with it; what such a build ships is in {@link SelectedBackendsIT}. */
class AnySubsetOfBackendsIsAProductIT {

    @TempDir
    private Path folder;

    private UnpackedUsher usher;

    @BeforeEach
    void copy() throws IOException {
        usher = UnpackedUsher.built().copyTo(folder.resolve("usher"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "iptvportal", "smarty", "stalker", "smarty,stalker"})
    void theDemoShowsThoseThatAreThere(String backends) throws Exception {
        // Given
        keep(List.of(backends.split(",")));

        // When
        UnpackedUsher.Finished demo = usher.run("demo", "--once");

        // Then
        assertThat(demo.status()).as(demo.out() + demo.err()).isZero();
        assertThat(demo.out()).contains("two backends, one is down").doesNotContain("^ expected");
        assertThat(demo.out().contains("Ministra")).isEqualTo(backends.contains("stalker"));
        assertThat(demo.out().contains("own backend")).isEqualTo(backends.contains("http"));
    }

    @Test
    void withoutAnyTheDemoSaysWhatIsMissing() throws Exception {
        // Given
        keep(List.of());

        // When
        UnpackedUsher.Finished demo = usher.run("demo", "--once");

        // Then
        assertThat(demo.status()).isEqualTo(1);
        assertThat(demo.err())
                .contains(usher.plugins()
                        + ": the demo needs a plugin of one of the types stalker, iptvportal, smarty, http");
    }

    private void keep(List<String> backends) throws IOException {
        try (Stream<Path> plugins = Files.list(usher.plugins())) {
            for (Path plugin : plugins.toList()) {
                if (!backends.contains(plugin.getFileName().toString())) {
                    delete(plugin);
                }
            }
        }
    }

    private static void delete(Path plugin) throws IOException {
        try (Stream<Path> jars = Files.list(plugin)) {
            for (Path jar : jars.toList()) {
                Files.delete(jar);
            }
        }
        Files.delete(plugin);
    }
}
