package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.engine.Seeds;

/** T25: what {@link ResponseFuzzer} is to find wrong isn't so for its seeds. */
@Timeout(60)
class OnlyACompleteAnswerIsOneTest {

    static List<Path> seeds() throws IOException {
        return Seeds.of(ResponseFuzzer.class).files();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void andTheSameInWhateverPiecesItComes(Path seed) throws IOException {
        ResponseFuzzer.fuzzerTestOneInput(Files.readAllBytes(seed));
    }

    /** With what may be missing: the last chunk is the end of the data, and HttpCore takes the connection's end for what comes after. */
    static Stream<Arguments> answers() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                arguments("HTTP/1.1 200 OK\r\nX-UserId: 17\r\nContent-Length: 5\r\n\r\nhello", "hello", 0),
                arguments("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "", 0),
                arguments("HTTP/1.1 103 Early\r\n\r\n" + chunked + "5\r\nhello\r\n0\r\n\r\n", "hello", 2),
                arguments(chunked + "2\r\nhe\r\n3;x=y\r\nllo\r\n0;x=y\r\n\r\n", "hello", 2),
                arguments(chunked + "5\nhello\n0\n\n", "hello", 1),
                arguments(chunked + "0005  \r\nhello\r\n0000\r\n\r\n", "hello", 2),
                arguments(chunked + "10\r\nsixteen letters.\r\n0\r\n\r\n", "sixteen letters.", 2),
                arguments(chunked + "0\r\n\r\n", "", 2),
                arguments(chunked + "5\r\nhello\r\n0\r\nX-Sum: 1\r\nX-Other: 2\r\n\r\n", "hello", 24));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void noBeginningOfOneIs(String answer, String body, int afterLastChunk) {
        byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        for (int piece : new int[] {1, 2, bytes.length}) {
            assertThat(ResponseFuzzer.read(bytes, piece).response()).hasValueSatisfying(response -> {
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body()).isEqualTo(body);
            });
            for (int length = 0; length < bytes.length - afterLastChunk; length++) {
                assertThat(ResponseFuzzer.read(Arrays.copyOf(bytes, length), piece)
                                .response())
                        .as("%d of %d bytes, in pieces of %d", length, bytes.length, piece)
                        .isEmpty();
            }
        }
    }

    /** Else the fuzzer would look at refusals alone. */
    @Test
    void theSeedsHaveAnswersAndFailures() throws IOException {
        int answers = 0;
        for (Path seed : seeds()) {
            byte[] bytes = Files.readAllBytes(seed);
            answers += ResponseFuzzer.read(bytes).isPresent() ? 1 : 0;
        }

        assertThat(answers).isBetween(5, seeds().size() - 5);
    }
}
