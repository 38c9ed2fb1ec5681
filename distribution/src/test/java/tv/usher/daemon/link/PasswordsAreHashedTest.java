package tv.usher.daemon.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tv.usher.api.Secret;
import tv.usher.engine.check.UserEntry;

class PasswordsAreHashedTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret\n", "secret\r\nmore\n", "p\u00e4ssw\u00f6rt \u20ac\n", " "})
    void theFirstLineBecomesWhatTheConfigurationTakes(String input) {
        assertThat(hash(input, "--iterations", "10000")).isZero();

        String hash = out.toString().strip();
        assertThat(hash)
                .startsWith("pbkdf2-sha256:10000:")
                .doesNotContain(input.strip().isEmpty() ? "x" : input.strip());
        assertThat(new UserEntry("anna", Secret.of(hash), true, List.of(), Optional.empty(), Optional.empty()))
                .isNotNull();
    }

    @Test
    void theIterationsAreThoseThatAreRecommended() {
        hash("secret\n");

        assertThat(out.toString()).startsWith("pbkdf2-sha256:600000:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n"})
    void noPasswordIsNoHash(String input) {
        assertThat(hash(input)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9999", "10000001", "many"})
    void iterationsHaveBounds(String iterations) {
        assertThat(hash("secret\n", "--iterations", iterations)).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("secret");
    }

    private int hash(String input, String... arguments) {
        return new CommandLine(
                        new HashPasswordCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), null))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
