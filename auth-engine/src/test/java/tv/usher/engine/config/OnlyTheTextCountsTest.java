package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What YAML 1.1 guesses from a text, and what other programs tolerate, has no part in what a value means. */
class OnlyTheTextCountsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1_000", "0x1000", "010000", "+1000", "1e4", "1000.0", "12:30", ".inf", ".nan", "NaN", "many", "''"
            })
    void aNumberIsPlainDigits(String text) {
        assertThat(new TestingConfigFile(folder)
                        .problemsOf(TestingConfigFile.MINIMAL + "inbound: {max-line: " + text + "}"))
                .hasSize(1)
                .allMatch(line -> line.contains("inbound.max-line: '") && line.contains("is not a whole number"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "9223372036854775808", "-9999999999999999999"})
    void aNumberBeyondItsTypeIsRefused(String text) {
        assertThat(new TestingConfigFile(folder)
                        .problemsOf(TestingConfigFile.MINIMAL + "inbound: {max-line: " + text + "}"))
                .containsExactly(
                        "usher.yaml:3:21: inbound.max-line: '" + text + "' is not between -2147483648 and 2147483647");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "on", "off", "True", "TRUE", "y", "1"})
    void onlyTrueAndFalseAreTrueAndFalse(String text) {
        assertThat(new TestingConfigFile(folder)
                        .problemsOf(TestingConfigFile.MINIMAL + "insecure-trust-everyone: " + text))
                .containsExactly("usher.yaml:3:26: insecure-trust-everyone: '" + text + "' is neither true nor false");
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "2s,2000", "10m,600000", "12h,43200000", "1d,86400000", "'\"2s\"',2000"})
    void aDurationIsANumberAndAUnit(String text, long milliseconds) throws Exception {
        UsherConfig config =
                new TestingConfigFile(folder).load(TestingConfigFile.MINIMAL + "inbound: {idle-timeout: " + text + "}");

        assertThat(config.inbound().idleTimeout()).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2 s", "2S", "1.5h", "-2s", "1:30", "PT2S", "02s", "2w", "999999999999999999999s"})
    void anythingElseIsNoDuration(String text) {
        assertThat(new TestingConfigFile(folder)
                        .problemsOf(TestingConfigFile.MINIMAL + "inbound: {idle-timeout: " + text + "}"))
                .hasSize(1)
                .allMatch(line -> line.contains("is not a duration, as in 500ms, 2s, 10m, 12h or 1d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12:30", "0x1F", "yes", "1_000", "2026-01-01", "3.10"})
    void aTextKeepsItsLetters(String text) throws Exception {
        UsherConfig config =
                new TestingConfigFile(folder).load("on-unavailable: deny\naccess: [{name: " + text + ", then: allow}]");

        assertThat(config.access().get(0).name()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null"})
    void aKeyWithoutAValueIsAMistake(String text) {
        assertThat(new TestingConfigFile(folder).problemsOf(TestingConfigFile.MINIMAL + "listen: " + text))
                .containsExactly("usher.yaml:3:1: listen: has no value; leave the key out if none is meant");
    }
}
