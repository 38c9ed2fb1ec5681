package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.AutoComplete;

/** The completion that is shipped knows the commands that are there; 'usher generate-completion' makes it anew. */
class CompletionIsInStepTest {

    private static final Path SHIPPED = Path.of("src", "main", "dist", "completion", "usher");

    @Test
    void shippedFileIsWhatTheCommandsSay() throws IOException {
        assertThat(Files.readString(SHIPPED)).isEqualTo(AutoComplete.bash("usher", Commands.of()));
    }

    @ParameterizedTest
    @CsvSource({"usher sta, status", "usher unb, unban", "usher status --wa, --watch"})
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
