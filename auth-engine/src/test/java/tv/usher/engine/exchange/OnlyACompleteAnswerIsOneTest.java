package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.engine.Seeds;

/** T25: what {@link AnswerFuzzer} is to find wrong isn't so for its seeds. */
@Timeout(60)
class OnlyACompleteAnswerIsOneTest {

    static List<Path> seeds() throws IOException {
        return Seeds.of(AnswerFuzzer.class).files();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void andTheSameInWhateverPiecesItComes(Path seed) throws IOException {
        AnswerFuzzer.fuzzerTestOneInput(Files.readAllBytes(seed));
    }

    @Test
    void noBeginningOfOneIs() {
        requireAll("HTTP/1.1 200 OK\r\nX-UserId: 17\r\nContent-Length: 5\r\n\r\n", "hello");
    }

    @Disabled(
            "HttpCore's ChunkDecoder takes a line that the end of the connection cuts off for a whole one, and no trailers for the end"
                    + " of them, so an answer passes that is cut within its last five bytes, or within a chunk's length of leading zeros")
    @Test
    void noBeginningOfOneInChunksIs() {
        requireAll(
                "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "5\r\nhello\r\n0\r\n\r\n");
    }

    private static void requireAll(String head, String body) {
        byte[] bytes = (head + body).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(AnswerFuzzer.read(bytes, bytes.length)).hasValueSatisfying(response -> {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("hello");
        });
        for (int length = 1; length < bytes.length; length++) {
            assertThat(AnswerFuzzer.read(Arrays.copyOf(bytes, length), length))
                    .as("%d of %d bytes", length, bytes.length)
                    .isEmpty();
        }
    }

    /** Else the fuzzer would look at refusals alone. */
    @Test
    void theSeedsHaveAnswersAndFailures() throws IOException {
        int answers = 0;
        for (Path seed : seeds()) {
            byte[] bytes = Files.readAllBytes(seed);
            answers += AnswerFuzzer.read(bytes, Math.max(1, bytes.length)).isPresent() ? 1 : 0;
        }

        assertThat(answers).isBetween(5, seeds().size() - 5);
    }
}
