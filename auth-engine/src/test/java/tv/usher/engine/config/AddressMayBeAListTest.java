package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;

class AddressMayBeAListTest {

    private static final AccessRequest REQUEST = AccessRequest.builder().build();

    @TempDir
    Path folder;

    @Test
    void inTheOrderOfTheFileWhateverThePluginKnowsOfThat() throws Exception {
        UsherConfig config = load("[\"http://mw1/a?x=1\", \"https://mw2:8443/b\"]");

        assertThat(config.backends())
                .singleElement()
                .satisfies(backend -> assertThat(backend.atAddresses())
                        .extracting(each ->
                                each.toRequest(REQUEST).orElseThrow().endpoint().toString())
                        .containsExactly("http://mw1/a", "https://mw2:8443/b"));
        assertThat(config.effective())
                .contains("backends.own.address[0]: http://mw1/a?***", "backends.own.address[1]: https://mw2:8443/b")
                .noneMatch(line -> line.startsWith("backends.own.address:"));
    }

    @Test
    void whatCameOutOfAPlaceholderIsShownNowhere() throws Exception {
        UsherConfig config =
                new TestingConfigFile(folder).with("SECOND", "http://hidden/b").load("""
                on-unavailable: deny
                backends: {own: {type: http, address: ["http://mw1/a", "${SECOND}"]}}
                access: [{ask: [own]}]
                """);

        assertThat(config.backends().get(0).atAddresses()).hasSize(2);
        assertThat(config.effective())
                .contains("backends.own.address[1]: ***")
                .noneMatch(line -> line.contains("hidden"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                 | backends.own.address: must have 1 to 10 entries",
                "['http://a', 'ftp://b']            | must begin with http:// or https://",
                "['http://a', {b: c}]               | backends.own.address[1]: must be a single value",
                "[h, h, h, h, h, h, h, h, h, h, h]  | backends.own.address: must have 1 to 10 entries"
            },
            quoteCharacter = '`')
    void mistakesAreTold(String address, String problem) {
        assertThatThrownBy(() -> load(address))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }

    private UsherConfig load(String address) throws Exception {
        return new TestingConfigFile(folder).load("""
                on-unavailable: deny
                backends: {own: {type: http, address: %s}}
                access: [{ask: [own]}]
                """.formatted(address));
    }
}
