package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.MALFORMED;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.OVERSIZED;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.RESET;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;

/** T25: garbage, halves, lengths that disagree and interim answers without end. */
@Timeout(120)
class BrokenAnswerIsNotAnAnswerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    static Stream<Arguments> broken() {
        return Stream.of(
                // Closed too early
                arguments("", RESET),
                arguments("HTTP/1.1 200", RESET),
                arguments("HTTP/1.1 200 OK", RESET),
                arguments(OK, RESET),
                arguments(OK + "X-UserId: 17", RESET),
                arguments(OK + "X-UserId: 17\r\n", RESET),
                arguments("HTTP/1.1 100 Continue\r\n\r\n", RESET),
                arguments("HTTP/1.1 100 Continue\r\n\r\n" + OK, RESET),
                arguments(OK + "Content-Length: 10\r\n\r\n", RESET),
                arguments(OK + "Content-Length: 10\r\n\r\n12345", RESET),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\n", RESET),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\n5\r\n12", RESET),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", RESET),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0", RESET),
                // No HTTP
                arguments("\0\1\2\3\r\n\r\n", MALFORMED),
                arguments("SSH-2.0-OpenSSH_9.2p1\r\n", MALFORMED),
                arguments("200 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/1.1 2000\r\nContent-Length: 0\r\n\r\n", MALFORMED),
                arguments("HTTP/1.1 2000 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/1.1 +200 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/1.1 0200 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/1.1 020 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/1.1 20 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/1.1 \u00b2\u00b2\u00b2 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/1.1  200 OK\r\n\r\n", MALFORMED),
                arguments(" HTTP/1.1 200 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/1 200 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/1.+1 200 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/1.2 100 Continue\r\n\r\n" + OK + "\r\n", MALFORMED),
                arguments("http/1.1 200 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/2.0 200 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/0.9 200 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/1.2 200 OK\r\n\r\n", MALFORMED),
                arguments("HTTP/2 200 OK\r\n\r\n", MALFORMED),
                arguments("ICY 200 OK\r\n\r\n", MALFORMED),
                arguments(OK + "no colon\r\n\r\n", MALFORMED),
                arguments(OK + ": no name\r\n\r\n", MALFORMED),
                arguments("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + OK + "\r\n", MALFORMED),
                arguments("HTTP/1.1 101 Switching Protocols\r\nUpgrade: TLS/1.2\r\n\r\n" + OK + "\r\n", MALFORMED),
                // A head that ends with the connection, after an interim one that came with it
                arguments("HTTP/1.1 103 Early Hints\r\n\r\n" + OK + "X-UserId: 17\r\n", RESET),
                arguments("HTTP/1.1 103 Early Hints\r\n\r\n" + OK + "Content-Length: 0\r\n", RESET),
                arguments(OK + "Content-Length: 0\r\n", RESET),
                arguments(OK + "Content-Length: 0", RESET),
                // Lengths that disagree
                arguments(OK + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nok!", MALFORMED),
                arguments(OK + "Content-Length: 2, 3\r\n\r\nok!", MALFORMED),
                arguments(OK + "Content-Length: -1\r\n\r\n", MALFORMED),
                arguments(OK + "Content-Length: +2\r\n\r\nok", MALFORMED),
                arguments(OK + "Content-Length: two\r\n\r\nok", MALFORMED),
                arguments(OK + "Content-Length:\r\n\r\nok", MALFORMED),
                arguments(OK + "Content-Length: 99999999999999999999\r\n\r\nok", MALFORMED),
                arguments(
                        OK + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", MALFORMED),
                arguments(OK + "Transfer-Encoding: xchunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", MALFORMED),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n", MALFORMED),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\n-2\r\nok\r\n0\r\n\r\n", MALFORMED),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\n\r\nok\r\n0\r\n\r\n", MALFORMED),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\n2 2\r\nok\r\n0\r\n\r\n", MALFORMED),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nokay\r\n0\r\n\r\n", MALFORMED),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nok\r\n", MALFORMED),
                // Interim answers without end
                arguments("HTTP/1.1 100 Continue\r\n\r\n".repeat(1000) + OK + "\r\n", OVERSIZED),
                arguments("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000) + OK + "\r\n", OVERSIZED),
                arguments("\r\n".repeat(1000) + OK + "\r\n", OVERSIZED));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void butAFailure(String bytes, ExchangeFailure.Kind kind) {
        // Given
        try (TestingServer server = TestingServer.answeringOnce(bytes);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            // When
            ExchangeFailure failure = failure(backend.ask("token=secret"));

            // Then
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.getMessage())
                    .doesNotContain("secret", "17", "SSH")
                    .hasSizeLessThan(80);
        }
    }

    @Test
    void norIsAReset() {
        try (TestingServer server = TestingServer.running(connection -> {
                    connection.readQuestion();
                    connection.write(OK + "Content-Length: 10\r\n\r\n12345");
                    connection.reset();
                });
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            assertThat(failure(backend.ask()).kind()).isEqualTo(RESET);
        }
    }

    static Stream<Arguments> unusual() {
        return Stream.of(
                arguments("HTTP/1.0 200 OK\r\n\r\nok", 200, "ok"),
                arguments("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
                arguments("HTTP/1.1 200 OK\nContent-Length: 2\n\nok", 200, "ok"),
                arguments(OK + "\r\nuntil the end", 200, "until the end"),
                arguments(
                        OK + "Transfer-Encoding: chunked\r\n\r\n1;x=y\r\no\r\n1\r\nk\r\n0\r\nX: y\r\n\r\n", 200, "ok"),
                arguments("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", 403, ""),
                arguments("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
                // As HttpCore reads it: nobody is let in whom the middleware doesn't let in
                arguments(OK + "X-UserId : 17\r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\n+2\r\nok\r\n-0\r\n\r\n", 200, "ok"),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n", 200, "ok"),
                arguments(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX: y\r\n", 200, "ok"),
                arguments("HTTP/1.1 206 Partial Content\r\nContent-Length: 2\r\n\r\nok", 206, "ok"),
                arguments("HTTP/1.1 302 Found\r\nLocation: /200\r\nContent-Length: 0\r\n\r\n", 302, ""),
                arguments("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", 503, ""),
                arguments("HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n", 999, ""));
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void butAnUnusualOneIs(String bytes, int status, String body) {
        try (TestingServer server = TestingServer.answeringOnce(bytes);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            // When
            BackendResponse answer = answer(backend.ask());

            // Then
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo(body);
            assertThat(server.questions()).as("not followed, not asked twice").hasSize(1);
        }
    }

    @Test
    void headersArriveInOrderAndUnusableOnesAreLeftOut() {
        // Given
        String head = OK + "X-UserId: 17\r\nx-userid:18\r\nX-Name: \u00d1\u0082\u0080\r\n"
                + "X-Bell: \u0007\r\nbad name: x\r\nX-Folded: a\r\n b\r\nX-Empty:\r\nContent-Length: 0\r\n\r\n";
        try (TestingServer server = TestingServer.answeringOnce(head);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            // When
            BackendResponse answer = answer(backend.ask());

            // Then
            assertThat(answer.headers())
                    .containsExactly(
                            new Header("X-UserId", "17"),
                            new Header("x-userid", "18"),
                            new Header("X-Name", "\u00d1\u0082\u0080"),
                            new Header("X-Folded", "a b"),
                            new Header("X-Empty", ""),
                            new Header("Content-Length", "0"));
        }
    }

    @Test
    void compressedBytesAreJustBytes() {
        String bomb = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u001f\u008bxx";
        try (TestingServer server = TestingServer.answeringOnce(bomb);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            assertThat(answer(backend.ask()).body()).isEqualTo("\u001f\ufffdxx");
        }
    }
}
