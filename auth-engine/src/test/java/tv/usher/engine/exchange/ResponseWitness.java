package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;

/**
 * What must be true of bytes that were taken for an answer, whoever reads them. It doesn't parse them a second time: a second parser is
 * wrong elsewhere.
 *
 * @param needed as in {@link ResponseFuzzer.Reading}, read byte by byte
 */
record ResponseWitness(byte[] bytes, int needed) {

    private static final Pattern STATUS_LINE = Pattern.compile("(?m)^HTTP/1\\.[01] ([1-9][0-9]{2})(?=[ \r\n])");

    private static final Pattern FIRST_LINE =
            Pattern.compile("\\A[\r\n]*" + STATUS_LINE.pattern().replace("^", ""));
    private static final Pattern LAST_CHUNK = Pattern.compile("\n[ \t\r]*[+-]?0+[ \t\r]*(;[^\n]*)?\n");
    private static final Pattern END_OF_CHUNKS = Pattern.compile("\n\r?\n\\z");

    /** Where cuts hurt: in the last line ends, and within a last chunk. */
    private static final int LAST_BYTES = 16;

    void check(BackendResponse answer) {
        assertThat(answer.body().length()).isLessThanOrEqualTo(ResponseFuzzer.MAX_ANSWER);
        requireStatusLine(answer.status());
        if (needed > bytes.length) {
            requireNoOwnEnd(answer);
        } else {
            requireWhole(answer);
            requireLength(answer);
        }
    }

    private void requireStatusLine(int status) {
        Matcher first = FIRST_LINE.matcher(text(0, bytes.length));
        assertThat(first.find()).as("begins with a status line").isTrue();
        if (first.group(1).startsWith("1")) {
            assertThat(STATUS_LINE.matcher(text(0, bytes.length)).results())
                    .as("the status after interim ones")
                    .anyMatch(line -> line.group(1).equals(String.valueOf(status)));
        } else {
            assertThat(first.group(1)).isEqualTo(String.valueOf(status));
        }
    }

    /** Only a body that says nothing of its length ends with the connection, or one whose last chunk has come. */
    private void requireNoOwnEnd(BackendResponse answer) {
        if (hasLastChunk(answer, bytes.length)) {
            return;
        }
        assertThat(values(answer, "Transfer-Encoding"))
                .as("has an end of its own")
                .isEmpty();
        assertThat(values(answer, "Content-Length")).as("has an end of its own").isEmpty();
        assertThat(utf8(0, bytes.length)).endsWith(answer.body());
    }

    /** No beginning of it is an answer when the connection ends there, and what follows doesn't change it. */
    private void requireWhole(BackendResponse answer) {
        requireSame(ResponseFuzzer.read(Arrays.copyOf(bytes, needed)), answer);
        for (int length = Math.max(0, needed - LAST_BYTES); length < needed; length++) {
            requireCut(answer, length);
        }
        requireCut(answer, needed / 2);
    }

    /** But for the moment that it was received. */
    private static void requireSame(Optional<BackendResponse> read, BackendResponse answer) {
        assertThat(read)
                .get()
                .usingRecursiveComparison()
                .ignoringFields("receivedAt")
                .isEqualTo(answer);
    }

    private boolean hasLastChunk(BackendResponse answer, int length) {
        return !values(answer, "Transfer-Encoding").isEmpty()
                && LAST_CHUNK.matcher(text(0, length)).find();
    }

    private void requireCut(BackendResponse answer, int length) {
        Optional<BackendResponse> cut = ResponseFuzzer.read(Arrays.copyOf(bytes, length));
        if (cut.isPresent() && hasLastChunk(answer, length)) {
            requireSame(cut, answer);
        } else {
            assertThat(cut).as("%d of %d bytes", length, needed).isEmpty();
        }
    }

    private void requireLength(BackendResponse answer) {
        if (answer.status() == 204 || answer.status() == 304) {
            assertThat(answer.body()).isEmpty();
        } else if (!values(answer, "Transfer-Encoding").isEmpty()) {
            assertThat(values(answer, "Content-Length")).as("two lengths").isEmpty();
            assertThat(text(0, needed)).containsPattern(END_OF_CHUNKS);
        } else {
            int length = Integer.parseInt(values(answer, "Content-Length").get(0));
            assertThat(answer.body()).isEqualTo(utf8(needed - length, needed));
        }
    }

    private static List<String> values(BackendResponse answer, String name) {
        return answer.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private String utf8(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
