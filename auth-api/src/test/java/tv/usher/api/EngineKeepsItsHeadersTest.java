package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No plugin's header changes who is asked, where a question ends or what becomes of its connection. */
class EngineKeepsItsHeadersTest {

    private final Endpoint endpoint = Endpoint.of(URI.create("http://h/check"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "User-Agent",
                "Connection",
                "Keep-Alive",
                "Content-Length",
                "Transfer-Encoding",
                "TE",
                "Trailer",
                "Upgrade",
                "Expect",
                "host",
                "TRANSFER-ENCODING"
            })
    void theEnginesOwnAreRefused(String name) {
        List<Header> headers = List.of(new Header("X-Real-Ip", "203.0.113.7"), new Header(name, "hidden"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint.get(QueryString.EMPTY).headers(headers))
                .withMessageContaining(name)
                .withMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Real-Ip", "x-real-IP"})
    void aNameStandsOnce(String twin) {
        List<Header> headers =
                List.of(new Header("X-Real-Ip", "203.0.113.7"), new Header("X-Key", "1"), new Header(twin, "hidden"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint.get(QueryString.EMPTY).headers(headers))
                .withMessageContaining(twin)
                .withMessageNotContaining("hidden");
    }

    @Test
    void othersStayAsTheyAre() {
        List<Header> headers =
                List.of(new Header("Authorization", "Bearer x"), new Header("X-Host", "h"), new Header("Hosts", "h"));

        assertThat(endpoint.get(QueryString.EMPTY).headers(headers).headers()).isEqualTo(headers);
    }
}
