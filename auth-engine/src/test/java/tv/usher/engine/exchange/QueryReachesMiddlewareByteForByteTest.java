package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Header;

/** T30: what the viewer sent changes neither the host nor the path that is asked, nor the headers. */
class QueryReachesMiddlewareByteForByteTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=123&a=%2F+b&a=&x",
                "a=|\"<>{}^`\\[]'",
                "%",
                "%zz&%2e%2E%00",
                "//host/../x?y??",
                "&&&=&;=;",
                "name=\u00d1\u0082\u0080\u009f\u00a0\u00ff",
                "token=http://other.example.com/",
            })
    void whateverTheViewerSent(String query) {
        // Given
        try (TestingServer server = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            // When
            answer(backend.ask(query));

            // Then
            assertThat(server.questions()).hasSize(1);
            assertThat(server.questions().get(0)).startsWith("GET /check?" + query + " HTTP/1.1\r\n");
        }
    }

    @Test
    void headersGoOutAsTheyAreAndOnlyThey() {
        try (TestingServer server = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint("localhost", "/x/?realm=tv"))) {
            // When
            answer(backend.ask(
                    "token=1",
                    new Header("X-Session-Id", "abc"),
                    new Header("x-odd-CASE", "\u00d1\u0082\u0080 , ;"),
                    new Header("X-Real-Ua", "${jndi:x} \"q\"")));

            // Then
            assertThat(server.questions())
                    .containsExactly("GET /x/?realm=tv&token=1 HTTP/1.1\r\n"
                            + "Host: localhost:" + server.port() + "\r\n"
                            + "User-Agent: Usher\r\n"
                            + "Connection: keep-alive\r\n"
                            + "X-Session-Id: abc\r\n"
                            + "x-odd-CASE: \u00d1\u0082\u0080 , ;\r\n"
                            + "X-Real-Ua: ${jndi:x} \"q\"\r\n"
                            + "\r\n");
        }
    }

    @Test
    void longQueriesToo() {
        String query = "token=" + "a".repeat(60_000);
        try (TestingServer server = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            // When
            answer(backend.ask(query));

            // Then
            assertThat(server.questions().get(0)).startsWith("GET /check?" + query + " HTTP/1.1\r\n");
        }
    }
}
