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
                  INDENTED = a value too
                BLANKS=  a value with = in it \t
                ESCAPED=a\\b\\\\c\\ "d" \\
                  and more
                EMPTY=
                TWICE=first
                TWICE=second
                export NOT=this
                NEITHER
                """);

        // Then
        assertThat(value("PLAIN")).isEqualTo("value");
        assertThat(value("INDENTED")).isEqualTo("a value too");
        assertThat(value("BLANKS")).isEqualTo("a value with = in it");
        assertThat(value("ESCAPED")).isEqualTo("ab\\c \"d\"   and more");
        assertThat(value("EMPTY")).isEmpty();
        assertThat(value("TWICE")).isEqualTo("second");
        assertThat(value("NOT")).isNull();
        assertThat(value("NEITHER")).isNull();
    }

    @Test
    void aBackslashInQuotesStaysUnlessItIsNeeded() throws IOException {
        // Given
        file("""
                DOUBLE="pa\\ss \\" \\\\ \\` \\$HOME \\n"
                JOINED="one \\
                line"
                SINGLE='pa\\ss \\n "quoted"'
                """);

        // Then
        assertThat(value("DOUBLE")).isEqualTo("pa\\ss \" \\ ` $HOME \\n");
        assertThat(value("JOINED")).isEqualTo("one line");
        assertThat(value("SINGLE")).isEqualTo("pa\\ss \\n \"quoted\"");
    }

    @Test
    void quotesHoldLinesAndStandBesideOtherText() throws IOException {
        // Given
        file("""
                KEY="-----BEGIN KEY-----
                # c2VjcmV0
                -----END KEY-----"
                PARTS="a b" 'c' d "e" \t
                LAST=no "quotes" within
                UNBALANCED="open
                LATER=part of it
                """);

        // Then
        assertThat(value("KEY")).isEqualTo("-----BEGIN KEY-----\n# c2VjcmV0\n-----END KEY-----");
        assertThat(value("PARTS")).isEqualTo("a bcd \"e\"");
        assertThat(value("LAST")).isEqualTo("no \"quotes\" within");
        assertThat(value("UNBALANCED")).isEqualTo("open\nLATER=part of it\n");
        assertThat(value("LATER")).isNull();
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
