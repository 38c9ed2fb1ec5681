package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.OVERSIZED;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** T25: floods of headers, body, chunks and trailers. */
@Timeout(120)
class AnswersAreBoundedTest {

    private static final int MAX_ANSWER = 1000;
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    static Stream<TestingServer.Script> floods() {
        return Stream.of(
                endless("HTTP/1.1 200 ", "OK".repeat(500)),
                endless(OK + "X-Long: ", "a".repeat(1000)),
                endless(OK, "X-Many: of them\r\n".repeat(50)),
                endless(OK, "a:\r\n".repeat(50)),
                endless(OK + "X-Fold: a\r\n", " folded\r\n".repeat(50)),
                endless(OK + "\r\n", "until the connection closes"),
                endless(OK + "Content-Length: 1000000000000\r\n\r\n", "x".repeat(1000)),
                endless(OK + "Transfer-Encoding: chunked\r\n\r\n", "64\r\n" + "x".repeat(100) + "\r\n"),
                endless(OK + "Transfer-Encoding: chunked\r\n\r\n2;", "extension".repeat(100)),
                endless(OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n", "Trailer: x\r\n".repeat(50)));
    }

    private static TestingServer.Script endless(String beginning, String more) {
        return connection -> {
            connection.readQuestion();
            connection.write(beginning);
            connection.drip(more, Duration.ZERO);
        };
    }

    @ParameterizedTest
    @MethodSource("floods")
    void aFloodEndsTheConnection(TestingServer.Script flood) {
        // Given
        try (TestingServer server = TestingServer.running(flood);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint()).maxAnswer(MAX_ANSWER)) {
            // When
            ExchangeFailure failure = failure(backend.ask());

            // Then
            assertThat(failure.kind()).isEqualTo(OVERSIZED);
            await().until(() -> server.closedByClient() == 1);
        }
    }

    @Test
    void tenMegabytesOfHeaders() {
        String headers = ("X-Header: " + "a".repeat(1012) + "\r\n").repeat(10_000);
        try (TestingServer server = TestingServer.answeringOnce(OK + headers + "\r\n");
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            assertThat(failure(backend.ask()).kind()).isEqualTo(OVERSIZED);
        }
    }

    @Test
    void theBoundItselfIsFine() {
        String body = "x".repeat(MAX_ANSWER);
        String headers = "X-Header: " + "a".repeat(16_000) + "\r\n";
        String answer = OK + headers + "Content-Length: " + MAX_ANSWER + "\r\n\r\n" + body;
        try (TestingServer server = TestingServer.answering(answer);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint()).maxAnswer(MAX_ANSWER)) {
            // When, Then
            assertThat(answer(backend.ask()).body()).isEqualTo(body);
            assertThat(answer(backend.ask()).body()).isEqualTo(body);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aBodyInTheSmallestChunksIsFine() {
        String answer = OK + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(60_000) + "0\r\n\r\n";
        try (TestingServer server = TestingServer.answering(answer);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            // When, Then
            assertThat(answer(backend.ask()).body()).isEqualTo("x".repeat(60_000));
            assertThat(answer(backend.ask()).body()).hasSize(60_000);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void oneByteMoreIsNot() {
        String body = "x".repeat(MAX_ANSWER + 1);
        String answer = OK + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        try (TestingServer server = TestingServer.answering(answer);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint()).maxAnswer(MAX_ANSWER)) {
            assertThat(failure(backend.ask()).kind()).isEqualTo(OVERSIZED);
        }
    }
}
