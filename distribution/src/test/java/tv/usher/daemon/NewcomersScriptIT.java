package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.testing.RealPrograms;
import tv.usher.api.testing.TakesLong;

/**
 * Who has never seen Usher runs each command of a first page from top to bottom, unattended, and sees what the page says. Only the ports differ, and
 * Maven has run before. As for a person, nothing else keeps the machine busy.
 */
@Isolated
class NewcomersScriptIT {

    private static final String REPOSITORY = "README.md";
    private static final String ARCHIVE = "distribution/src/main/dist/";

    /** What a command prints, as its comment says: a line of it, or how it begins. */
    private static final Pattern TOLD = Pattern.compile("(?m)^(?:curl -i|bin/usher check) .* # (.+)$");

    @TempDir
    private Path folder;

    @Test
    void theReadmeFromTopToBottom() throws Exception {
        fromTopToBottom(REPOSITORY);
    }

    @TakesLong
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "doc/quick-start.md", "doc/quick-start.ru.md", "doc/quick-start.es.md"})
    void theArchivesPagesFromTopToBottom(String page) throws Exception {
        fromTopToBottom(ARCHIVE + page);
    }

    private void fromTopToBottom(String page) throws Exception {
        // Given
        List.of("sh", "php", "curl").forEach(RealPrograms::require);
        DocsPorts ports = DocsPorts.free();
        Path where = page.equals(REPOSITORY) ? folder : folder.resolve("usher");
        Path home = page.equals(REPOSITORY) ? folder.resolve("distribution/target/usher") : where;
        Files.createDirectories(home.getParent());
        ports.installIn(home);
        String commands = MarkdownBlock.ofPage(Path.of(page), "sh").stream()
                .map(MarkdownBlock::text)
                .collect(Collectors.joining());

        // When
        Ended newcomer = run(where, ports.in(unattended(commands)) + "\nwait\n");

        // Then
        assertThat(newcomer.exit()).as(newcomer.output()).isZero();
        assertThat(newcomer.output().replace("\r", "")).containsSubsequence(told(commands));
        assertFree(ports.middleware());
        assertFree(ports.callers());
        assertFree(ports.management());
    }

    /** Maven has done its part, and the demo goes on until somebody stops it unless it is told to be over. */
    private static String unattended(String commands) {
        String others = commands.replaceAll("(?m)^mvn .*&& ", "").replaceAll("(?m)^mvn .*$", "");
        return others.replaceAll("(?m)usher demo$", "usher demo --once");
    }

    private static List<String> told(String commands) {
        List<String> told = TOLD.matcher(commands)
                .results()
                .map(line -> line.group(1) + '\n')
                .toList();
        assertThat(told).contains("HTTP/1.1 200 OK\n", "HTTP/1.1 403 Forbidden\n");
        return told;
    }

    private static Ended run(Path where, String commands) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-ec", commands).directory(where.toFile());
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().put("USHER_CLASS_ARCHIVE", "off"); // it is made by a demo that outlives this
        return Ended.of(shell);
    }

    private static void assertFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }

    /** Who meets a first page reads it: it has no more lines than a person does. */
    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("..", REPOSITORY))).hasSizeLessThanOrEqualTo(180);
    }
}
