package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Grant;
import tv.usher.engine.decision.TestingDecider;

/** One character per byte, from the socket to the decider and back. */
class QueriesArriveByteForByteTest {

    private final TestingDecider decider = TestingDecider.deciding(
            request -> TestingDecider.allowed(Grant.lasting(Duration.ZERO).sessionName("jos\u00e9 \u0410")));
    private TestingListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = TestingListener.inFrontOf(decider);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=123&a=%2F+b&a=&x",
                "a=|",
                "a=\"",
                "a={}",
                "a=%zz",
                "a=%",
                "a=<>\\^`[]'",
                "a=\u00c3\u00a9",
                "a=\u0080\u00ff\u00fe\u00a0",
                "?a?=?",
                "&&=&;;",
                "a=http://x/y?z"
            })
    void inTheRequestLine(String query) throws IOException {
        // When
        RawResponse answer = listener.ask("GET /?" + query + " HTTP/1.1\r\nHost: u\r\n\r\n");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(decider.questions())
                .singleElement()
                .satisfies(asked -> assertThat(asked.query().raw()).isEqualTo(query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=123&a=%2F+b&a=&x", "a=|\"{}%zz", "a=\u00c3\u00a9\u0080\u00ff"})
    void inAHeader(String query) throws IOException {
        // When
        RawResponse answer =
                listener.ask("GET /nginx HTTP/1.1\r\nHost: u\r\nX-Original-URI: /live/1.m3u8?" + query + "\r\n\r\n");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(decider.questions())
                .singleElement()
                .satisfies(asked -> assertThat(asked.query().raw()).isEqualTo(query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1#b", "a=\u007f", "a=\u0001", "a=\tb", "a=\u000bb", "a=\u001b[2K", "a=\u0000b"})
    void orAreRefused(String query) throws IOException {
        try (RawConnection connection = listener.connect()) {
            // When
            int status = connection
                    .send("GET /?" + query + " HTTP/1.1\r\nHost: u\r\n\r\n")
                    .answer()
                    .status();

            // Then
            assertThat(status).isIn(400, 403);
            assertThat(decider.questions()).isEmpty();
        }
    }

    @Test
    void soDoNames() throws IOException {
        // When
        RawResponse answer = listener.ask(
                "GET / HTTP/1.1\r\nHost: u\r\nX-Session-Id: \u00c3\u00a9\u0080\r\nX-Real-Ua: \u00ff  x\r\n\r\n");

        // Then
        assertThat(decider.questions().get(0).session()).isEqualTo("\u00c3\u00a9\u0080");
        assertThat(decider.questions().get(0).userAgent()).isEqualTo("\u00ff  x");
        assertThat(answer.header("X-Session-Id")).contains("\u00c3\u00a9\u0080");
        assertThat(answer.header("X-Session-Name")).contains("jos\u00c3\u00a9 \u00d0\u0090");
    }
}
