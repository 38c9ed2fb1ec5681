package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.AutoComplete;
import picocli.CommandLine.Model.OptionSpec;

/** The completion that is shipped knows the commands that are there; 'usher generate-completion' makes it anew. */
class CompletionIsInStepTest {

    private static final Path SHIPPED = Path.of("src", "main", "dist", "completion", "usher");

    @Test
    void shippedFileIsWhatTheCommandsSay() throws IOException {
        assertThat(Files.readString(SHIPPED)).isEqualTo(AutoComplete.bash("usher", Commands.of()));
    }

    @Test
    void whatIsOfferedAsAValueIsAccepted() {
        // Given
        List<OptionSpec> offering = Commands.of().getSubcommands().values().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .filter(option -> option.completionCandidates() != null)
                .toList();

        // Then
        assertThat(offering).extracting(OptionSpec::longestName).contains("--as", "--also-as", "--event", "--format");
        for (OptionSpec option : offering) {
            for (String value : option.completionCandidates()) {
                assertThatCode(() -> option.converters()[0].convert(value))
                        .as(option.longestName() + " " + value)
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "usher sta, status",
        "usher unb, unban",
        "usher status --wa, --watch",
        "usher call --as nginx-, nginx-rtmp",
        "usher call --event op, open",
        "usher link --format al, alta"
    })
    void bashCompletes(String typed, String completed) throws Exception {
        // Given
        String script = """
                source '%s'
                COMP_WORDS=(%s)
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                COMP_LINE='%s'
                COMP_POINT=${#COMP_LINE}
                _complete_usher
                printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(SHIPPED.toAbsolutePath(), typed, typed);

        // When
        Ended bash = Ended.of(new ProcessBuilder("bash", "-c", script));

        // Then
        assertThat(bash.output().lines().map(String::strip)).contains(completed);
    }
}
