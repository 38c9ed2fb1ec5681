package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.BackendResponse;

/**
 * An answer as it stands on the wire, read a second time in another, slower way: what the exchange takes for complete must be complete
 * here too.
 *
 * @param head one line each, without the interim answers before it
 * @param body all bytes after the head, as they came, one character each
 */
record WrittenAnswer(List<String> head, String body) {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})( .*)?", Pattern.DOTALL);

    static WrittenAnswer of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> head = new ArrayList<>();
        int at = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
            String line = text.substring(at, end).replaceAll("\r+$", "");
            at = end + 1;
            if (!line.isEmpty()) {
                head.add(line);
            } else if (!head.isEmpty() && !isInterim(head.get(0))) {
                return new WrittenAnswer(head, text.substring(at));
            } else {
                head.clear();
            }
        }
        throw new AssertionError("the head has no end");
    }

    private static boolean isInterim(String statusLine) {
        return statusLine.startsWith("1", "HTTP/1.1 ".length());
    }

    /** Fails unless this says all of it, and to its end. */
    void requireSaid(BackendResponse answer) {
        Matcher line = STATUS_LINE.matcher(head.get(0));
        assertThat(line.matches()).as("a status line").isTrue();
        assertThat(answer.status()).isEqualTo(Integer.parseInt(line.group(1)));
        List<String> lengths = values("content-length");
        if (answer.status() == 204 || answer.status() == 304) {
            assertThat(answer.body()).isEmpty();
        } else if (!values("transfer-encoding").isEmpty()) {
            assertThat(lengths).as("two lengths").isEmpty();
            assertThat(body).as("the last chunk").containsPattern("(?m)^[ \\t]*0+[ \\t]*(;.*)?\r?$");
        } else if (!lengths.isEmpty()) {
            int length = Integer.parseInt(lengths.get(0));
            assertThat(body).as("complete").hasSizeGreaterThanOrEqualTo(length);
            assertThat(answer.body()).isEqualTo(utf8(body.substring(0, length)));
        } else {
            assertThat(answer.body()).isEqualTo(utf8(body));
        }
    }

    private List<String> values(String name) {
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ':'))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
