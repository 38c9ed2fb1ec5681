package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Dusher.backends=…} builds a distribution with these backends only. */
class SelectedBackendsIT {

    private static final Path SOURCES = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void onlyTheSelectedAreShipped() throws Exception {
        // Given
        copySources();

        // When
        Ended built = maven(folder, "-Dusher.backends=http,stalker", "-DskipTests", "package");

        // Then
        assertThat(built.exit()).as(built.output()).isZero();
        Path usher = folder.resolve("distribution/target/usher");
        assertThat(names(usher.resolve("plugins"))).containsExactlyInAnyOrder("http", "stalker");
        assertThat(names(usher.resolve("plugins/http"))).hasSize(1);
        assertThat(names(usher.resolve("lib"))).noneMatch(name -> name.startsWith("backend-"));
        assertThat(MarkdownLink.under(usher.resolve("doc"))).isNotEmpty().allMatch(link -> Files.exists(link.file()));
        try (Stream<Path> files = Files.walk(usher)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().contains("smarty"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stalker,ministra", ""})
    void anUnknownNameFailsTheBuildAndIsTold(String backends) throws Exception {
        // When
        Ended built = maven(SOURCES, "-Dusher.backends=" + backends, "validate");

        // Then
        assertThat(built.exit()).isNotZero();
        assertThat(built.output()).contains("usher.backends", backends, "known are stalker, iptvportal, smarty, http");
    }

    private static Ended maven(Path root, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "--offline",
                "--quiet",
                "--batch-mode",
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local")));
        command.addAll(List.of(arguments));
        ProcessBuilder maven = new ProcessBuilder(command).directory(root.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // What the Maven around this test left for its own use.
        maven.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        return Ended.of(maven);
    }

    /** Without what was built, and without tests other than the contract that the backends are compiled against. */
    private void copySources() throws IOException {
        Set<Path> leftOut = Set.of(Path.of("target"), Path.of(".git"));
        Path contract = SOURCES.resolve("auth-api/src/test");
        Files.walkFileTree(SOURCES, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                if (leftOut.contains(source.getFileName()) || source.endsWith("src/test") && !source.equals(contract)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(target(source));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                Files.copy(source, target(source));
                return FileVisitResult.CONTINUE;
            }

            private Path target(Path source) {
                return folder.resolve(SOURCES.relativize(source));
            }
        });
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
