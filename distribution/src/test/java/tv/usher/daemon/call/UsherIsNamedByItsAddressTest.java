package tv.usher.daemon.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** {@code --usher} says how Usher is asked too, and {@code --cacert} is never passed over in silence. */
class UsherIsNamedByItsAddressTest {

    @TempDir
    private Path folder;

    @Command
    private static final class Asking implements Runnable {

        @Mixin
        private ListenOptions listens;

        @Override
        public void run() {}

        static ListenOptions with(String... words) {
            Asking asking = new Asking();
            new CommandLine(asking).parseArgs(words);
            return asking.listens;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1064, 127.0.0.1:1064, false",
        "http://127.0.0.1:1064/, 127.0.0.1:1064, false",
        "https://usher.example.com:1064, usher.example.com:1064, true",
        "https://[::1]:1064/, [::1]:1064, true",
    })
    void byHttpOrByHttps(String text, String hostPort, boolean isTls) throws Exception {
        ListenOptions listens = Asking.with("--usher", text);

        assertThat(listens.usher()).hasToString(hostPort);
        assertThat(listens.tls().isPresent()).isEqualTo(isTls);
        assertThat(listens.file()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://", "https://http://a:1", "HTTPS://a:1", "ftp://a:1", "https://a:1/b", "https://a"})
    void andNothingElse(String text) {
        assertThatThrownBy(() -> Asking.with("--usher", text)).isInstanceOf(ParameterException.class);
    }

    @Test
    void authoritiesNeedSomebodyToJudge() {
        assertThatThrownBy(() -> Asking.with("--usher", "127.0.0.1:1", "--cacert", "ca.pem")
                        .tls())
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--cacert goes with --usher https://");
        assertThatThrownBy(() -> Asking.with("--cacert", "ca.pem").tls())
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--cacert goes with --usher https://");
    }

    @ParameterizedTest
    @CsvSource({
        "--cert c.pem, --cert and --key go together",
        "--key k.pem, --cert and --key go together",
        "--cert nosuch.pem --key k.pem, --cert: nosuch.pem doesn't exist",
    })
    void whoIsToBeShownMustBeThere(String words, String problem) {
        String[] options = ("--usher https://127.0.0.1:1 " + words).split(" ");

        assertThatThrownBy(() -> Asking.with(options).tls())
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--cert", "--key"})
    void andNeedsSomebodyToSeeIt(String option) {
        assertThatThrownBy(() ->
                        Asking.with("--usher", "127.0.0.1:1", option, "own.pem").tls())
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(option + " goes with --usher https://");
    }

    @Test
    void authoritiesThatArentThereTrustNobody() {
        String file = folder.resolve("nosuch.pem").toString();

        assertThatThrownBy(() -> Asking.with("--usher", "https://127.0.0.1:1", "--cacert", file)
                        .tls())
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--cacert: " + file + " doesn't exist");
    }
}
