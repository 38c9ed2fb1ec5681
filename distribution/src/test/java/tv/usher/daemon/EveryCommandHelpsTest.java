package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class EveryCommandHelpsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int usher(String... arguments) {
        return Commands.of(arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    static Stream<String> names() {
        return Commands.of().getSubcommands().keySet().stream();
    }

    private static boolean isTheBuilds(String name) {
        return name.startsWith("generate-");
    }

    @Test
    void theContractsCommandsAreThere() {
        assertThat(names())
                .contains(
                        "run",
                        "check",
                        "reload",
                        "demo",
                        "status",
                        "sessions",
                        "kick",
                        "bans",
                        "unban",
                        "unverified",
                        "why",
                        "explain",
                        "call",
                        "load",
                        "link",
                        "hash-password",
                        "backends",
                        "version");
    }

    @Test
    void usherListsAllCommands() {
        // When
        int status = usher("--help");

        // Then
        assertThat(status).isZero();
        assertThat(out.toString())
                .contains(names().filter(name -> !isTheBuilds(name)).toList())
                .doesNotContain("generate-");
    }

    @ParameterizedTest
    @MethodSource("names")
    void aCommandExplainsItself(String name) {
        // When
        int status = usher(name, "--help");

        // Then
        assertThat(status).isZero();
        assertThat(out.toString()).startsWith("Usage: usher " + name).contains("-h, --help");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aCommandIsLookedAtAlone(String name) {
        // When
        CommandLine usher = Commands.of(name);

        // Then
        assertThat(usher.getSubcommands()).containsOnlyKeys(name);
    }

    @Test
    void aMistypedCommandIsRecognized() {
        // When
        int status = usher("chekc");

        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("'chekc'").contains("usher check");
    }

    @Test
    void noCommandIsAWrongArgument() {
        // When
        int status = usher();

        // Then
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required subcommand");
    }
}
