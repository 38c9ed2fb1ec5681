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
import tv.usher.api.testing.TakesLong;

/** {@code -Dusher.backends=…} builds a distribution with these backends only. */
class SelectedBackendsIT {

    private static final Path SOURCES = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    /** The fifth is named in {@code <modules>} and nowhere else. */
    @TakesLong
    @Test
    void onlyTheSelectedAreShippedAndTheyAreAWholeProduct() throws Exception {
        // Given
        copySources();
        addFifthModule();

        // When
        Ended built = maven(folder, "-Dusher.backends=tvip,smarty", "-DskipTests", "package");

        // Then
        assertThat(built.exit()).as(built.output()).isZero();
        Path home = folder.resolve("distribution/target/usher");
        assertThat(names(home.resolve("plugins"))).containsExactlyInAnyOrder("tvip", "smarty");
        assertThat(names(home.resolve("plugins/tvip"))).hasSize(1);
        assertThat(names(home.resolve("lib"))).noneMatch(name -> name.startsWith("backend-"));
        assertThat(MarkdownLink.under(home.resolve("doc"))).isNotEmpty().allMatch(link -> Files.exists(link.file()));
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().contains("stalker"));
        }
        assertThat(home.resolve("conf/usher.yaml"))
                .content()
                .contains("    type: tvip\n", "  #  type: smarty\n", "  #  type: tokens\n")
                .doesNotContain("type: stalker\n", "type: iptvportal\n", "type: http\n", "#ask-again");

        UnpackedUsher usher = UnpackedUsher.at(home);
        assertThat(usher.run("check").status()).isZero();
        assertThat(usher.run("demo", "--once").status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stalker,ministra", "stalker,,http", ""})
    void anUnknownNameFailsTheBuildAndIsTold(String backends) throws Exception {
        // When
        Ended built = maven(SOURCES, "-Dusher.backends=" + backends, "validate");

        // Then
        assertThat(built.exit()).isNotZero();
        assertThat(built.output())
                .contains("usher.backends=" + backends + ": ", "known are http, iptvportal, smarty, stalker");
    }

    /** As who adds one does: from one that is there. */
    private void addFifthModule() throws IOException {
        Path model = folder.resolve("backend-smarty");
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(tvip(folder.relativize(file).toString()));
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, tvip(Files.readString(file)));
            }
        }
        Path root = folder.resolve("pom.xml");
        String modules = Files.readString(root)
                .replace("<module>backend-http</module>", "<module>backend-http</module><module>backend-tvip</module>");
        Files.writeString(root, modules);
    }

    private static String tvip(String smarty) {
        return smarty.replace("smarty", "tvip").replace("Smarty", "Tvip");
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
