package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind an edge that asks about every segment a paused player asks nothing, and its token may be worth nothing when it goes on. */
class PausesAreSurvivedTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "forward-auth", "envoy"})
    void byDefault(String edge) throws ConfigException {
        assertThat(idleTimeout(edge, "")).isGreaterThan(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "forward-auth", "envoy"})
    void unlessTheOperatorSaysOtherwise(String edge) throws ConfigException {
        assertThat(idleTimeout(edge, "sessions: {idle-timeout: 30s}")).isEqualTo(Duration.ofSeconds(30));
        assertThat(idleTimeout(edge, "dialects: {" + edge + ": {idle-timeout: 1h}}"))
                .isEqualTo(Duration.ofHours(1));
    }

    private Duration idleTimeout(String edge, String yaml) throws ConfigException {
        UsherConfig config = new TestingConfigFile(folder).load(TestingConfigFile.MINIMAL + yaml);
        return config.dialects()
                .idleTimeouts()
                .getOrDefault(edge, config.sessions().idleTimeout());
    }
}
