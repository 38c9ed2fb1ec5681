package tv.usher.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** systemd gives the daemon the variables of usher.env; a command that an operator runs finds the same. */
class VariablesAreThoseOfTheDaemonTest {

    @TempDir
    private Path folder;

    @Test
    void theFileIsReadAsSystemdReadsIt() throws IOException {
        // Given
        file("""
                # a comment
                ; another
                PLAIN=value
                  INDENTED = no variable
                BLANKS=  a value with = in it \t
                DOUBLE="two words \\" and \\\\"
                SINGLE='as it is \\n "quoted"'
                EMPTY=
                UNBALANCED="open
                TWICE=first
                TWICE=second
                export NOT=this
                """);

        // Then
        assertThat(value("PLAIN")).isEqualTo("value");
        assertThat(value("BLANKS")).isEqualTo("a value with = in it");
        assertThat(value("DOUBLE")).isEqualTo("two words \" and \\");
        assertThat(value("SINGLE")).isEqualTo("as it is \\n \"quoted\"");
        assertThat(value("EMPTY")).isEmpty();
        assertThat(value("UNBALANCED")).isEqualTo("\"open");
        assertThat(value("TWICE")).isEqualTo("second");
        assertThat(value("INDENTED")).isNull();
        assertThat(value("NOT")).isNull();
    }

    @Test
    void aVariableOfTheProcessWins() throws IOException {
        file("TOKEN=of-the-file");

        assertThat(Environment.of(Map.of("TOKEN", "of-the-process")::get, folder.resolve("usher.yaml"))
                        .apply("TOKEN"))
                .isEqualTo("of-the-process");
    }

    @Test
    void noFileIsNoError() throws IOException {
        assertThat(value("TOKEN")).isNull();

        Files.createDirectory(folder.resolve("usher.env"));
        assertThat(value("TOKEN")).isNull();
    }

    @Test
    void aFileThatIsTooLongOrNoTextHasNoVariables() throws IOException {
        file("TOKEN=1\n" + "#".repeat(70_000));
        assertThat(value("TOKEN")).isNull();

        Files.write(folder.resolve("usher.env"), new byte[] {'T', 'O', 'K', 'E', 'N', '=', (byte) 0xff});
        assertThat(value("TOKEN")).isNull();
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve("usher.env"), text);
    }

    private String value(String name) {
        return Environment.of(Map.<String, String>of()::get, folder.resolve("usher.yaml"))
                .apply(name);
    }
}
