package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.net.Cidr;

/** T02. */
class TrustingEveryoneNeedsAnExplicitFlagTest {

    @TempDir
    Path folder;

    @Test
    void theDefaultIsLoopback() throws Exception {
        assertThat(new TestingConfigFile(folder).load(TestingConfigFile.MINIMAL).trustedCallers())
                .containsExactly(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "10.0.0.0/8, '::/0'",
                "'0:0:0:0:0:0:0:0/0'",
                "'::0.0.0.0/0'",
                "'::ffff:0.0.0.0/96'",
                "0.0.0.0/1, 128.0.0.0/1",
                "'8000::/1', 10.0.0.1, '::/1'",
                "192.0.0.0/2, 0.0.0.0/2, 128.0.0.0/2, 64.0.0.0/2",
                "0.0.0.0/1, 128.0.0.0/2, '::ffff:192.0.0.0/98', 128.0.0.0/9"
            })
    void everyoneInAnySpellingIsRefused(String ranges) throws Exception {
        String yaml = TestingConfigFile.MINIMAL + "trusted-callers: [" + ranges + "]\n";

        assertThat(new TestingConfigFile(folder).problemsOf(yaml))
                .containsExactly(
                        "usher.yaml:3:1: trusted-callers: trusts every address there is, so that any viewer could"
                                + " pretend to be a media server; name your callers, or say insecure-trust-everyone: true");
        assertThat(new TestingConfigFile(folder)
                        .load(yaml + "insecure-trust-everyone: true")
                        .trustedCallers())
                .isNotEmpty();
    }

    @Test
    void everyoneInManySmallPiecesIsRefused() {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            pieces.add(i + ".0.0.0/9");
            pieces.add(i + ".128.0.0/9");
        }

        assertThat(problemsOf(pieces)).hasSize(1);

        pieces.remove(77);
        assertThat(new TestingConfigFile(folder))
                .satisfies(file -> assertThat(file.load(TestingConfigFile.MINIMAL + "trusted-callers: " + pieces)
                                .trustedCallers())
                        .hasSize(511));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0/1", "128.0.0.0/1, '::/1'", "0.0.0.0", "'::'", "0.0.0.0/1, 128.0.0.0/2, 192.0.0.0/3"})
    void lessThanEveryoneIsTheOperatorsChoice(String ranges) throws Exception {
        assertThat(new TestingConfigFile(folder)
                        .load(TestingConfigFile.MINIMAL + "trusted-callers: [" + ranges + "]")
                        .trustedCallers())
                .isNotEmpty();
    }

    @Test
    void nobodyIsAMistake() {
        assertThat(problemsOf(List.of()))
                .containsExactly("usher.yaml:3:1: trusted-callers: is empty, so nobody could ask");
    }

    private List<String> problemsOf(List<String> ranges) {
        return new TestingConfigFile(folder).problemsOf(TestingConfigFile.MINIMAL + "trusted-callers: " + ranges);
    }
}
