package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Secret;
import tv.usher.engine.management.ManagementSettings;
import tv.usher.engine.net.HostPort;

/** An operator's shell has neither the daemon's environment nor its certificates; commands that ask a running daemon still work there. */
class ManagementIsReadAloneTest {

    @TempDir
    Path folder;

    @Test
    void whateverElseTheFileSays() throws Exception {
        ManagementSettings management = load("""
                management: {listen: "[::1]:2065", token: "${USHER_TOKEN}"}
                backends: {own: {type: unknown, address: "${NOT_SET}", timeot: 1}}
                """);

        assertThat(management.listen()).isEqualTo(HostPort.parse("[::1]:2065"));
        assertThat(management.token()).contains(Secret.of("0123456789abcdef"));
        assertThat(management.toString()).doesNotContain("0123456789abcdef");
    }

    @Test
    void defaultsCount() throws Exception {
        assertThat(load("on-unavailable: deny"))
                .isEqualTo(new ManagementSettings(
                        HostPort.parse("127.0.0.1:1065"), Optional.empty(), Optional.empty(), 10_000, 32));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management: {listen: nowhere}",
                "management: {port: 1}",
                "management: {token: \"${NOT_SET}\"}",
                "management: [a]",
                "management: {}\nmanagement: {}",
                "a: b: c",
                "",
            })
    void mistakesOfItsOwnAreTold(String yaml) {
        assertThat(problems(yaml)).isNotEmpty().allMatch(line -> line.contains("usher.yaml:"));
    }

    @Test
    void soIsWhereCallersAsk() throws Exception {
        String others = "\nmanagement: [a]\nbackends: {own: {type: unknown}}";

        assertThat(listen("listen: 0.0.0.0:2064" + others)).isEqualTo(HostPort.parse("0.0.0.0:2064"));
        assertThat(listen("on-unavailable: deny" + others)).isEqualTo(HostPort.parse("127.0.0.1:1064"));
        assertThat(catchThrowableOfType(ConfigException.class, () -> listen("listen: nowhere")))
                .hasMessageContaining("usher.yaml:1:9: listen: ");
    }

    private HostPort listen(String yaml) throws ConfigException, IOException {
        Path file = Files.writeString(folder.resolve("usher.yaml"), yaml);
        return new ConfigLoader(Map.of(), "nowhere", name -> null).loadListen(file);
    }

    /** One that can't travel in a header, or can be guessed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short-token",
                "with a blank in it",
                "0123456789abcde\u00e9",
                "0123456789=abcdef",
                "\"0123456789abcdef\\n\""
            })
    void aTokenThatIsNoneIsRefusedAndNotShown(String token) {
        String yaml = "management: {token: " + (token.startsWith("\"") ? token : "\"" + token + "\"") + "}";

        assertThat(problems(yaml))
                .singleElement()
                .asString()
                .contains("usher.yaml:1:1: management: token must be 16 to 512 characters")
                .doesNotContain("short-token", "with a blank", "0123456789");
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(ConfigException.class, () -> load(yaml)).problems();
    }

    private ManagementSettings load(String yaml) throws ConfigException, IOException {
        Path file = Files.writeString(folder.resolve("usher.yaml"), yaml);
        Map<String, String> environment = Map.of("USHER_TOKEN", "0123456789abcdef");
        return new ConfigLoader(Map.of(), "nowhere", environment::get).loadManagement(file);
    }
}
