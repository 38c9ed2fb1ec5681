package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.engine.decision.TestingDecider;

/** T32: what two parsers could read in two ways is refused with a 4xx, ends its connection, and nothing of it is asked. */
class SmuggledRequestsAreNoQuestionsTest {

    private static final String SMUGGLED = "GET /?token=smuggled HTTP/1.1\r\nHost: u\r\n\r\n";

    private final TestingDecider decider = TestingDecider.allowing();
    private TestingListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = TestingListener.inFrontOf(decider);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    static Stream<Named<String>> probes() {
        return Stream.of(
                probe("length and chunked", "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG"),
                probe("chunked and length", "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nG"),
                probe("two lengths", "Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello"),
                probe("a list of lengths", "Content-Length: 0, 5\r\n\r\nhello"),
                probe("a length with a sign", "Content-Length: +5\r\n\r\nhello"),
                probe("a negative length", "Content-Length: -5\r\n\r\nhello"),
                probe("a hexadecimal length", "Content-Length: 0x5\r\n\r\nhello"),
                probe("an empty length", "Content-Length:\r\n\r\n"),
                probe("a length with a blank", "Content-Length: 1 0\r\n\r\nhello"),
                probe("a length beyond 64 bits", "Content-Length: 18446744073709551621\r\n\r\nhello"),
                probe("not quite chunked", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                probe("chunked, then not", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                probe("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                probe("identity", "Transfer-Encoding: identity\r\n\r\n"),
                probe("a vertical tab before chunked", "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
                probe("a broken chunk size", "Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n"),
                probe("a chunk size with a sign", "Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n"),
                probe("a chunk longer than it says", "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n"),
                probe("a bare LF after a chunk size", "Transfer-Encoding: chunked\r\n\r\n0\n\r\n"),
                probe("a blank before the colon", "X-Real-Ip : 203.0.113.7\r\n\r\n"),
                probe("a blank in the length's name", "Content-Length : 5\r\n\r\nhello"),
                probe("a header without a name", ": 203.0.113.7\r\n\r\n"),
                probe("a header without a colon", "X-Real-Ip\r\n\r\n"),
                probe("NUL in a value", "X-Real-Ip: 203.0.113.7\u0000\r\n\r\n"),
                probe("NUL in a name", "X-Real\u0000-Ip: 203.0.113.7\r\n\r\n"),
                probe("SOH before a name", "\u0001X-Real-Ip: 203.0.113.7\r\n\r\n"),
                probe("CR in a value", "X-Real-Ip: 203.0.113.7\rX-Session-Id: 1\r\n\r\n"),
                probe("a bare LF after a header", "X-Real-Ip: 203.0.113.7\nX-Session-Id: 1\r\n\r\n"),
                line("HTTP/1.0 with chunked", "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                line("a bare LF after the line", "GET / HTTP/1.1\nHost: u\r\n\r\n"),
                line("a target with a host", "GET http://u/?token=1 HTTP/1.1\r\nHost: u\r\n\r\n"),
                line("a target that is a host", "CONNECT u:80 HTTP/1.1\r\nHost: u\r\n\r\n"),
                line("the target *", "OPTIONS * HTTP/1.1\r\nHost: u\r\n\r\n"),
                line("no target", "GET HTTP/1.1\r\nHost: u\r\n\r\n"),
                line("a target without a slash", "GET ?token=1 HTTP/1.1\r\nHost: u\r\n\r\n"),
                line("two targets", "GET /a /b HTTP/1.1\r\nHost: u\r\n\r\n"),
                line("no version", "GET /?token=1\r\n\r\n"),
                line("a made-up version", "GET / HTTP/1.1x\r\nHost: u\r\n\r\n"),
                line("another protocol's version", "GET / ICY/1.1\r\nHost: u\r\n\r\n"),
                line("a version of many digits", "GET / HTTP/1.11\r\nHost: u\r\n\r\n"),
                probe("a folded line", "X-Real-Ip: 203.0.113.7\r\n\t10.0.0.1\r\n\r\n"),
                probe("a folded line of nothing", "X-Real-Ip: 203.0.113.7\r\n \r\n\r\n"),
                probe("a folded header", "X-A: b\r\n X-Session-Id: 1\r\n\r\n"),
                probe("a folded length", "Content-Length:\r\n 5\r\n\r\nhello"),
                probe("a folded coding", "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
                line("a folded first line", "GET / HTTP/1.1\r\n X-Session-Id: 1\r\nHost: u\r\n\r\n"),
                line("HTTP/1.2", "GET / HTTP/1.2\r\nHost: u\r\n\r\n"),
                line("HTTP/0.9", "GET / HTTP/0.9\r\nHost: u\r\n\r\n"),
                line("HTTP/2.0", "GET / HTTP/2.0\r\nHost: u\r\n\r\n"),
                line("HTTP/3.0", "GET / HTTP/3.0\r\nHost: u\r\n\r\n"),
                line("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                line("NUL before the method", "\u0000GET / HTTP/1.1\r\nHost: u\r\n\r\n"),
                line("SOH before the method", "\u0001GET / HTTP/1.1\r\nHost: u\r\n\r\n"),
                line("a method that is no token", "GE(T / HTTP/1.1\r\nHost: u\r\n\r\n"),
                line("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"),
                line("garbage", "\u00ff\u00fe\u00fd\r\n\r\n"));
    }

    private static Named<String> probe(String name, String headers) {
        return line(name, "POST /?token=1 HTTP/1.1\r\nHost: u\r\n" + headers);
    }

    private static Named<String> line(String name, String bytes) {
        return Named.of(name, bytes);
    }

    @ParameterizedTest
    @MethodSource("probes")
    void aloneOrBeforeAnother(String probe) throws IOException {
        try (RawConnection connection = listener.connect()) {
            // When
            String answers = connection.sendLeniently(probe + SMUGGLED).everything();

            // Then
            assertThat(decider.questions()).isEmpty();
            assertThat(answers).matches("(?s)|HTTP/1\\.1 4\\d\\d .*").doesNotContain("HTTP/1.1 200");
            assertThat(answers.split("HTTP/1\\.1 ", -1))
                    .as("one answer at most")
                    .hasSizeLessThanOrEqualTo(2);
        }
        assertThat(listener.ask("GET / HTTP/1.1\r\nHost: u\r\n\r\n").status())
                .as("others are served")
                .isEqualTo(200);
    }

    /** Netty alone would take the two lines for one value. */
    @Test
    void aFoldedLineInPieces() throws IOException {
        String head = "GET / HTTP/1.1\r\nHost: u\r\nX-Real-Ip: 203.0.113.7\r\n\t10.0.0.1\r\n\r\n";
        for (int cut = 1; cut < head.length(); cut++) {
            try (RawConnection connection = listener.connect()) {
                // When
                String answer = connection
                        .send(head.substring(0, cut))
                        .sendLeniently(head.substring(cut))
                        .everything();

                // Then
                assertThat(answer).as("cut at %s", cut).startsWith("HTTP/1.1 400 ");
            }
        }
        assertThat(decider.questions()).isEmpty();
    }

    @Test
    void butALineOfABodyMayBeginWithABlank() throws IOException {
        // Given
        String body = "{\n  \"action\": \"read\",\n\t\"path\": \"live/a\"\n}";
        String request = "POST /mediamtx HTTP/1.1\r\nHost: u\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;

        // When
        try (RawConnection connection = listener.connect()) {
            connection.send(request + request + "GET / HTTP/1.0\r\n\r\n");

            // Then
            assertThat(connection.everything().split("HTTP/1\\.1 200 ", -1)).hasSize(4);
        }
    }
}
