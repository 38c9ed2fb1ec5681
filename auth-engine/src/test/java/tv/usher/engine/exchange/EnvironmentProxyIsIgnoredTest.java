package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@Timeout(60)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class EnvironmentProxyIsIgnoredTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @Test
    void ofWhateverKind() {
        // Given
        Properties before = (Properties) System.getProperties().clone();
        try (TestingServer middleware = TestingServer.answering(OK);
                TestingServer proxy = TestingServer.answering("HTTP/1.1 502 Proxy\r\nContent-Length: 0\r\n\r\n")) {
            for (String kind : List.of("http.proxy", "https.proxy", "socksProxy")) {
                System.setProperty(kind + "Host", "127.0.0.1");
                System.setProperty(kind + "Port", Integer.toString(proxy.port()));
            }
            System.setProperty("http.nonProxyHosts", "");
            System.setProperty("java.net.useSystemProxies", "true");

            // When
            try (TestingHttpExchange backend = new TestingHttpExchange(middleware.endpoint())) {
                assertThat(answer(backend.ask()).status()).isEqualTo(200);
            }

            // Then
            assertThat(proxy.connections()).isZero();
        } finally {
            System.setProperties(before);
        }
    }
}
