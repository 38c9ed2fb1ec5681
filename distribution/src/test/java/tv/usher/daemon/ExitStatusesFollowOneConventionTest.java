package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.testing.LoopbackPorts;

/** 0 fine, 1 failed while running, 2 wrong configuration or arguments: for every command, and always with one line that matters. */
class ExitStatusesFollowOneConventionTest {

    /** What else a command needs, so that nothing but the configuration is wrong; CONFIG stands for the file. */
    private static final Map<String, List<String>> COMMANDS = Map.ofEntries(
            Map.entry("run", List.of("-c", "CONFIG")),
            Map.entry("check", List.of("-c", "CONFIG")),
            Map.entry("reload", List.of("-c", "CONFIG")),
            Map.entry("status", List.of("-c", "CONFIG")),
            Map.entry("sessions", List.of("-c", "CONFIG")),
            Map.entry("kick", List.of("-c", "CONFIG", "00000000000000000000000000000000")),
            Map.entry("bans", List.of("-c", "CONFIG")),
            Map.entry("unban", List.of("-c", "CONFIG", "00c0ffee00aa")),
            Map.entry("unverified", List.of("-c", "CONFIG")),
            Map.entry("why", List.of("-c", "CONFIG")),
            Map.entry("explain", List.of("-c", "CONFIG", "--as", "nginx", "http://a/b?token=1")),
            Map.entry("call", List.of("-c", "CONFIG", "--as", "nginx", "http://a/b?token=1")),
            Map.entry("load", List.of("-c", "CONFIG", "--as", "nginx", "--viewers", "1", "--for", "1s")),
            Map.entry("link", List.of("-c", "CONFIG", "--backend", "links")));

    /** Without a configuration. */
    private static final List<String> OTHERS = List.of(
            "demo",
            "hash-password",
            "backends",
            "version",
            "generate-completion",
            "generate-papers",
            "generate-schema");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int usher(List<String> arguments) {
        String[] words = arguments.toArray(String[]::new);
        return Commands.of(words)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    static Stream<String> names() {
        return Commands.of().getSubcommands().keySet().stream();
    }

    static Stream<String> configured() {
        return COMMANDS.keySet().stream();
    }

    /** Those that ask a running daemon. */
    static Stream<String> asking() {
        return Stream.of(
                "reload", "status", "sessions", "kick", "bans", "unban", "unverified", "why", "explain", "call");
    }

    @Test
    void theTableHasEveryCommand() {
        assertThat(names())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(COMMANDS.keySet().stream(), OTHERS.stream())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("names")
    void anUnknownOptionIsAWrongArgument(String name) {
        int status = usher(List.of(name, "--no-such-option"));

        assertThat(status).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .hasLineCount(1)
                .startsWith("usher " + name + ": ")
                .contains("usher " + name + " --help");
    }

    @ParameterizedTest
    @MethodSource("names")
    void helpIsFine(String name) {
        assertThat(usher(List.of(name, "--help"))).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("configured")
    void aConfigurationThatIsNotThereIsWrong(String name) {
        // Given
        Path file = folder.resolve("nosuch.yaml");

        // When
        int status = usher(words(name, file));

        // Then
        assertThat(status).as(err.toString()).isEqualTo(2);
        assertThat(out.toString() + err).hasLineCount(1).containsAnyOf(file.toString(), "plugins: no such folder");
    }

    @ParameterizedTest
    @MethodSource("asking")
    void aDaemonThatIsNotThereIsAFailure(String name) throws Exception {
        // Given
        Path file = Files.writeString(
                folder.resolve("usher.yaml"),
                "listen: 127.0.0.1:%d%nmanagement: {listen: \"127.0.0.1:%d\"}%n"
                        .formatted(LoopbackPorts.free(), LoopbackPorts.free()));

        // When
        int status = usher(words(name, file));

        // Then
        assertThat(status).as(err.toString()).isEqualTo(1);
        assertThat(name.equals("call") ? "" : out.toString()).isEmpty();
        assertThat(name.equals("call") ? file.toString() : err.toString()).contains(file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "70000"})
    void aMiddlewareThatNobodyCanReachIsAWrongArgument(String port) throws Exception {
        // Given
        Path file = Files.writeString(
                folder.resolve("usher.yaml"), "listen: 127.0.0.1:%d%n".formatted(LoopbackPorts.free()));
        List<String> load = new ArrayList<>(words("load", file));

        // When
        load.addAll(List.of("--middleware", port));
        int status = usher(load);

        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("--middleware");
    }

    @Test
    void theVersionHasTwoWays() {
        assertThat(usher(List.of("--version"))).isZero();
        String option = out.toString();
        out.getBuffer().setLength(0);
        assertThat(usher(List.of("version"))).isZero();

        assertThat(option).startsWith("Usher ").isEqualTo(out.toString());
    }

    private static List<String> words(String name, Path file) {
        return Stream.concat(
                        Stream.of(name),
                        COMMANDS.get(name).stream().map(word -> word.equals("CONFIG") ? file.toString() : word))
                .toList();
    }
}
