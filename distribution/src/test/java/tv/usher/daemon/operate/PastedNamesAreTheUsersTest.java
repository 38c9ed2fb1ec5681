package tv.usher.daemon.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.testing.RealPrograms;

/** A command that Usher prints bans whom it names once it is pasted into a shell, and shows nothing that turns or moves the line. */
class PastedNamesAreTheUsersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna",
                "J\u00fcrgen/1 %",
                "O'Neill",
                "a\\n$HOME `id` \"*\"",
                "\u0645\u06cc\u200c\u0631\u0648\u062f", // with the joiner that Persian names have
                "\u202egnp.exe",
                "'\\\u200cb'",
                "a\tb\u001b[31m\u0085",
            })
    void inAShellOfAnyLocale(String name) throws Exception {
        // Given
        String quoted = KickCommand.quoted(name);
        ProcessBuilder shell = new ProcessBuilder(RealPrograms.require("bash").toString(), "-c", "printf %s " + quoted);
        shell.environment().put("LC_ALL", "C");

        // When
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(said).isEqualTo(name);
        assertThat(quoted.codePoints()).noneMatch(c -> Character.getType(c) == Character.FORMAT || c < ' ');
    }
}
