package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T07. If every address were a proxy's, any viewer could claim to come from any address. */
class EveryoneIsNoProxyTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx        | 0.0.0.0/0",
                "nginx        | 0.0.0.0/1, 128.0.0.0/1",
                "forward-auth | '::/0'",
                "forward-auth | '::/1', '8000::/1'",
                "envoy        | 10.0.0.0/8, 0.0.0.0/1, 128.0.0.0/2, 192.0.0.0/2",
                "ome          | 0.0.0.0/0",
                "ome          | '::/0'",
                "ome          | 0.0.0.0/1, 128.0.0.0/1"
            },
            quoteCharacter = '"')
    void everyAddressIsRefused(String dialect, String ranges) {
        assertThat(new TestingConfigFile(folder).problemsOf(yaml(dialect, ranges)))
                .singleElement()
                .asString()
                .contains("dialects." + dialect + ": trusted-proxies names every address there is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "forward-auth", "envoy", "ome"})
    void anyLessIsTheOperatorsChoice(String dialect) throws Exception {
        String yaml = yaml(dialect, "10.0.0.0/8, 0.0.0.0/1, 192.0.0.0/2, 'fd00::/8'");

        assertThat(new TestingConfigFile(folder).load(yaml)).isNotNull();
    }

    private static String yaml(String dialect, String ranges) {
        return TestingConfigFile.MINIMAL + "dialects: {" + dialect + ": {trusted-proxies: [" + ranges + "]}}\n";
    }
}
