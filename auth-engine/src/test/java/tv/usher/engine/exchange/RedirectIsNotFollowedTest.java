package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.BackendResponse;

/** T26: a login page's 200 behind a redirect is no allow, and no other host sees the token. */
@Timeout(60)
class RedirectIsNotFollowedTest {

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 305, 307, 308})
    void norIsTheTokenShownElsewhere(int status) {
        // Given
        try (TestingServer login = TestingServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                TestingServer portal = TestingServer.answering("HTTP/1.1 " + status + " Moved\r\nLocation: "
                        + login.endpoint() + "?token=1\r\nContent-Length: 0\r\n\r\n");
                TestingHttpExchange backend = new TestingHttpExchange(portal.endpoint())) {
            // When
            BackendResponse response = answer(backend.ask("token=1"));

            // Then
            assertThat(response.status()).isEqualTo(status);
            assertThat(login.connections()).isZero();
            assertThat(portal.questions()).hasSize(1);
        }
    }
}
