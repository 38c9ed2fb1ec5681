package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.testing.RealPrograms;

/**
 * The manual's shell commands, as they stand there but for the ports; those of Maven are what runs these tests. Those of the README and of the
 * quick starts are {@link NewcomersScriptIT}'s.
 */
class ManualCommandsRunIT {

    /** PHP and Usher, as the README starts them. */
    private static RunningProgram started;

    private static Path work;
    private static DocsPorts ports;
    private static UnpackedUsher usher;

    @BeforeAll
    static void startAsTheReadmeSays(@TempDir Path folder) throws IOException {
        List.of("sh", "php", "curl", "grep", "tar").forEach(RealPrograms::require);
        work = folder;
        ports = DocsPorts.free();
        Path target = Files.createDirectories(folder.resolve("distribution").resolve("target"));
        usher = ports.installIn(target.resolve("usher"));
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", ports.in(upToFirstQuestion()) + "\nwait").directory(folder.toFile());
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().put("STATE_DIRECTORY", folder.toString());
        shell.environment().put("USHER_CLASS_ARCHIVE", "off"); // it is made by a demo that outlives this
        started = RunningProgram.start(shell);
        started.awaitOutput("Development Server .* started");
        started.awaitOutput("management listens on ");
    }

    @AfterAll
    static void stop() {
        if (started != null) {
            started.close();
        }
    }

    private static String upToFirstQuestion() throws IOException {
        String block = MarkdownBlock.ofReadme("sh").get(1).text();
        return block.substring(0, block.indexOf("curl -i "));
    }

    /** The only block of a page that runs on this machine. */
    private static List<String> commandsOf(String page) throws IOException {
        return block(page, 0).text().lines().toList();
    }

    private static MarkdownBlock block(String page, int index) throws IOException {
        return blocks(page).get(index);
    }

    private static List<MarkdownBlock> blocks(String page) throws IOException {
        return MarkdownBlock.ofDoc(page, "sh").stream()
                .filter(block -> !block.text().lines().allMatch(line -> line.startsWith("mvn ")))
                .toList();
    }

    @Test
    void noPageHasCommandsWithoutATest() throws IOException {
        assertThat(MarkdownBlock.ofAllPages("sh"))
                .filteredOn(block -> block.file().startsWith("distribution/src/main/dist/doc"))
                .filteredOn(block -> !block.file().getFileName().toString().startsWith("quick-start."))
                .filteredOn(block -> !block.text().startsWith("mvn "))
                .extracting(block -> block.file().getFileName().toString())
                .as("a new one wants a test")
                .containsExactly(
                        "01-install.md",
                        "10-operating.md",
                        "10-operating.md",
                        "10-operating.md",
                        "alta.md",
                        "astra.md");
    }

    /** All but the last line, which is systemd's, in a folder in place of the root. */
    @Test
    void installedAsToldItFindsItsWay() throws Exception {
        // Given
        Path root = Files.createDirectories(work.resolve("root"));
        Files.createDirectories(root.resolve("opt"));
        Files.createDirectories(root.resolve("usr/local/bin"));
        Files.createDirectories(root.resolve("etc/systemd/system"));
        List<String> lines = commandsOf("01-install.md");
        assertThat(lines.get(lines.size() - 1)).startsWith("systemctl ");
        Path archive = UnpackedUsher.tarball();
        String commands = String.join("\n", lines.subList(0, lines.size() - 1))
                .replaceAll("(?<= )/(?=opt|etc|usr)", root + "/")
                .replace("usher-1.0.0.tar.gz", archive.toString())
                .replace("usher-1.0.0", "usher-" + System.getProperty("usher.version"));

        // When
        run("set -e\n" + commands);

        // Then
        String check = root + "/usr/local/bin/usher check -c " + root + "/etc/usher/usher.yaml";
        assertThat(run(check)).contains("/etc/usher/usher.yaml is fine: 1 backend, 1 rule");
        assertThat(root.resolve("etc/systemd/system/usher.service")).exists();
        assertThat(Files.getPosixFilePermissions(root.resolve("etc/usher/usher.env")))
                .as("only its owner reads the secrets")
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    /** The first line asks as the caller does, the next ones tell what came of it. */
    @ParameterizedTest
    @ValueSource(strings = {"astra", "alta"})
    void whoTriesOutACallerHearsYes(String caller) throws Exception {
        List<String> lines = commandsOf("callers/" + caller + ".md");
        assertThat(lines).hasSize(3);
        assertThat(run(lines.get(0))).startsWith("HTTP/1.1 200 OK\n");
        assertThat(lines.get(1)).startsWith("usher call --as " + caller + " ");
        assertThat(run(lines.get(1))).contains("\n< 200\n").contains("\n" + caller + ": plays\n");
        assertThat(lines.get(2)).isEqualTo("usher why");
        assertThat(run(lines.get(2))).contains("allow");
    }

    /** Each line tells in a comment how its output begins, with single blanks. */
    @Test
    void whoIsWatchingIsAsTold() throws Exception {
        run("curl -s 'http://127.0.0.1:1064/?token=123'");
        List<String> lines = Stream.of(block("10-operating.md", 0), block("10-operating.md", 1))
                .flatMap(block -> block.text().lines())
                .toList();
        assertThat(lines).hasSize(6);
        for (String line : lines) {
            int comment = line.indexOf(" # ");
            String told = line.substring(comment + 3);
            assertThat(run(line.substring(0, comment)).replaceAll(" +", " "))
                    .as(line)
                    .startsWith(told);
        }
        assertThat(run(lines.get(1))).contains("\"backend\":\"own\"");
    }

    @Test
    void troubleshootingCommandsTellWhatTheySay() throws Exception {
        List<String> lines = block("10-operating.md", 2).text().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(run(lines.get(0))).isEqualTo("ready\nbackend own: ok\nsessions: ok\n");
        assertThat(lines.get(1)).contains("grep default_allowed");
        assertThat(run(lines.get(1))).as("the default is deny").doesNotContain("backend=");
        assertThat(run(lines.get(2))).isEqualTo("403\n");
        assertThat(run(lines.get(3))).isEqualTo("403\n");
    }

    @Test
    void commandsWithinTheTextRun() throws Exception {
        List<String> commands = inText("`(curl [^`]*)`")
                .filter(command -> !command.contains("ADDRESS"))
                .toList();
        assertThat(commands).isNotEmpty();
        for (String command : commands) {
            assertThat(run(command)).as(command).isNotEmpty();
        }
    }

    @Test
    void theCommandsOfUsherAreThoseOfTheTable() throws Exception {
        String usage = usher.run("--help").out();
        String known = usage.substring(usage.indexOf("Commands:"));
        assertThat(inText("(?m)^\\| `usher ([a-z-]+)"))
                .containsExactlyInAnyOrderElementsOf(Pattern.compile("(?m)^  ([a-z-]+) ")
                        .matcher(known)
                        .results()
                        .map(command -> command.group(1))
                        .toList());
        for (String command : List.of("check", "backends", "version")) {
            UnpackedUsher.Finished finished = usher.run(command);
            assertThat(finished.status()).as(command).isZero();
            assertThat(finished.out()).isNotEmpty();
            assertThat(finished.err()).isEmpty();
        }
    }

    private static Stream<String> inText(String regex) throws IOException {
        String chapter = Files.readString(Path.of("src/main/dist/doc/10-operating.md"));
        return Pattern.compile(regex).matcher(chapter).results().map((MatchResult found) -> found.group(1));
    }

    /** What it prints, without curl's progress, which it shows when it doesn't write to a terminal. */
    private static String run(String command) throws IOException, InterruptedException {
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", "exec 2>/dev/null\n" + ports.in(command)).directory(work.toFile());
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().merge("PATH", usher.home().resolve("bin").toString(), (path, ours) -> ours + ':' + path);
        String output = Ended.of(shell).output();
        return output.replace("\r", "");
    }
}
