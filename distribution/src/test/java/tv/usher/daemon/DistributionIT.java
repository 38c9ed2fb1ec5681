package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.RealPrograms;

/** What an operator unpacks. */
class DistributionIT {

    private static final Path EXPLODED = Path.of("target/usher");
    private static final String NAME = "usher-" + System.getProperty("usher.version");
    private static final List<String> BACKENDS =
            List.of(System.getProperty("usher.backends").split(","));

    @TempDir
    Path folder;

    @Test
    void everythingHasItsPlace() {
        assertThat(List.of(
                        "README.md",
                        "bin/usher",
                        "conf/logback.xml",
                        "lib",
                        "plugins",
                        "doc",
                        "systemd/usher.service",
                        "LICENSE",
                        "THIRD-PARTY.txt"))
                .allSatisfy(name -> assertThat(EXPLODED.resolve(name)).exists());
    }

    @Test
    void eachBackendIsAPluginWithItsPage() throws IOException {
        assertThat(names(EXPLODED.resolve("plugins"))).containsExactlyInAnyOrderElementsOf(BACKENDS);
        for (String backend : BACKENDS) {
            String jar = "backend-" + backend + "-" + System.getProperty("usher.version") + ".jar";
            assertThat(names(EXPLODED.resolve("plugins").resolve(backend)))
                    .contains(jar)
                    .filteredOn(name -> name.startsWith("backend-"))
                    .hasSize(1);
            boolean page = Files.exists(Path.of("../backend-" + backend + "/README.md"));
            assertThat(Files.exists(EXPLODED.resolve("doc/backends/" + backend + ".md")))
                    .isEqualTo(page);
        }
    }

    @Test
    void theLibraryIsTheDaemonsAlone() throws IOException {
        assertThat(names(EXPLODED.resolve("lib")))
                .allMatch(name -> name.endsWith(".jar"))
                .anyMatch(name -> name.startsWith("auth-engine-"))
                .anyMatch(name -> name.startsWith("netty-transport-native-epoll-") && name.contains("linux-x86_64"))
                .anyMatch(name -> name.startsWith("netty-transport-native-epoll-") && name.contains("linux-aarch_64"))
                .noneMatch(name -> name.startsWith("backend-"))
                .noneMatch(name -> name.startsWith("netty-codec-http2"))
                .noneMatch(name -> name.startsWith("junit") || name.startsWith("assertj"));
    }

    @Test
    void onlyTheOwnerWritesAndOnlyCommandsAreExecutable() throws Exception {
        assertThat(modes(EXPLODED)).allSatisfy(DistributionIT::assertMode);
    }

    @Test
    void bothArchivesHaveTheSameFilesAndModes() throws Exception {
        // Given
        Map<String, String> exploded = modes(EXPLODED);

        // When
        Ended unpacked = Ended.of(new ProcessBuilder(
                RealPrograms.require("tar").toString(),
                "-xpzf",
                Path.of("target", NAME + ".tar.gz").toString(),
                "-C",
                folder.toString()));

        // Then
        assertThat(unpacked).isEqualTo(new Ended(0, ""));
        assertThat(names(folder)).containsExactly(NAME);
        assertThat(modes(folder.resolve(NAME))).isEqualTo(exploded);
        URI zip = URI.create("jar:" + Path.of("target", NAME + ".zip").toUri());
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"))) {
            assertThat(modes(archive.getPath("/" + NAME))).isEqualTo(exploded);
        }
    }

    @Test
    void theArchiveIsSmall() throws IOException {
        assertThat(Files.size(Path.of("target", NAME + ".tar.gz"))).isLessThan(30_000_000);
    }

    private static void assertMode(String name, String mode) {
        boolean executable = name.endsWith("/") || name.startsWith("bin/");
        assertThat(mode).as(name).isEqualTo(executable ? "rwxr-xr-x" : "rw-r--r--");
    }

    /** By name, folders with a slash at the end. */
    private static Map<String, String> modes(Path root) throws IOException {
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(file -> !file.equals(root)).toList()) {
                String name = root.relativize(file) + (Files.isDirectory(file) ? "/" : "");
                if (!name.startsWith("cache/")) { // other tests have started it
                    modes.put(name, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                }
            }
        }
        return modes;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
