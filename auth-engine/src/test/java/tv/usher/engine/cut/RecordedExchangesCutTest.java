package tv.usher.engine.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.Secret;

/**
 * Each media server's API, as its source or documentation has it, is asked as it wants to be and understood as it means. Not found is no failure,
 * also where the status says 200.
 */
class RecordedExchangesCutTest {

    private static final Path FOLDER = Path.of("src/test/resources/tv/usher/engine/cut");

    static Stream<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void asRecorded(Path file) {
        // Given
        RecordedApi recorded = new RecordedApi(file);
        Cutter cutter = Cuts.cutters(() -> Secret.of("own")).get(recorded.kind());

        // When
        CutResult result = cutter.cut(recorded.api(), recorded.connection(), recorded.age())
                .join();

        // Then
        String[] expected = recorded.result().split(" ", 2);
        assertThat(result.kind().word()).as(result.text()).isEqualTo(expected[0]);
        assertThat(result.text()).contains(expected.length > 1 ? expected[1] : "");
        recorded.assertAllWasAsked();
    }
}
