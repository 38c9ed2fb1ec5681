package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.engine.Seeds;

/** T35: what {@link ConfigFuzzer} is to find wrong isn't so for its seeds. */
@Timeout(60)
class AnyFileBindsOrIsExplainedTest {

    static List<Path> seeds() throws IOException {
        return Seeds.of(ConfigFuzzer.class).files();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withoutAnySecret(Path seed) throws IOException {
        ConfigFuzzer.fuzzerTestOneInput(Files.readAllBytes(seed));
    }

    /** Else the fuzzer would look at refusals alone. */
    @Test
    void aFileWithEveryPartBinds() throws IOException {
        Path seed = Seeds.of(ConfigFuzzer.class).folder().resolve("every-part.yaml");

        assertThat(ConfigFuzzer.load(Files.readAllBytes(seed))).contains("backends.own.address: ***");
    }
}
