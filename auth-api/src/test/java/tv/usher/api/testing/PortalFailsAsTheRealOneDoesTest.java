package tv.usher.api.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.testing.TestingPortal.Health;

/** What other tests rely on. */
class PortalFailsAsTheRealOneDoesTest {

    private static final String STRANGER = "0123456789abcdef0123456789abcdef";

    private TestingPortal portal;

    @BeforeEach
    void start() throws IOException {
        portal = TestingPortal.start();
    }

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void aTokenOfItsOwnIsGoodAndNoOther() throws IOException {
        assertThat(ask(portal.newToken()))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("X-UserId: 42\r\n", "X-AuthDuration: 36000\r\n");
        assertThat(ask(STRANGER)).startsWith("HTTP/1.1 403 ");
        assertThat(ask("")).startsWith("HTTP/1.1 403 ");
        assertThat(portal.questions()).hasSize(3);
        assertThat(portal.questionsOfViewers()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PHP_ERROR_PAGE, HTTP/1.1 200 OK, <b>Fatal error</b>",
        "WITHOUT_USER_ID, HTTP/1.1 200 OK, X-AuthDuration",
        "MAINTENANCE_PAGE, HTTP/1.1 200 OK, Maintenance",
        "WITHOUT_MEMCACHED, HTTP/1.1 403, Content-Length: 0",
        "SERVER_ERROR, HTTP/1.1 500, Content-Length: 0",
        "BAD_GATEWAY, HTTP/1.1 502, Content-Length: 0",
        "TOO_MANY_REQUESTS, HTTP/1.1 429, Content-Length: 0",
        "OVERLOADED, HTTP/1.1 503, Retry-After: 1",
        "GARBAGE, ICY, 200"
    })
    void withAnAnswer(Health health, String status, String part) throws IOException {
        String token = portal.newToken();

        portal.becomes(health);

        assertThat(ask(token)).startsWith(status).contains(part).doesNotContain("X-UserId");
        portal.becomes(Health.WELL);
        assertThat(ask(token)).startsWith("HTTP/1.1 200 OK").contains("X-UserId");
    }

    @Test
    void withoutAnAnswer() throws IOException {
        portal.becomes(Health.RESETS);
        assertThatThrownBy(() -> ask(STRANGER)).isInstanceOf(SocketException.class);
        portal.becomes(Health.DOWN);
        assertThatThrownBy(() -> ask(STRANGER)).isInstanceOf(ConnectException.class);
        portal.becomes(Health.WELL);
        assertThat(ask(STRANGER)).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void whoStillWaitsIsAnsweredWhenItHangsNoMore() throws IOException {
        portal.becomes(Health.HANGS);
        try (Socket asking = send(STRANGER)) {
            asking.setSoTimeout(100);
            assertThatThrownBy(() -> asking.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            portal.becomes(Health.WELL);

            asking.setSoTimeout((int) Patience.PATIENCE.toMillis());
            assertThat(asking.getInputStream().read()).isEqualTo('H');
        }
    }

    @Test
    void forSomeTokensAlone() throws IOException {
        String poisonous = portal.newToken();

        portal.becomes(Health.SERVER_ERROR, poisonous::equals);

        assertThat(ask(poisonous)).startsWith("HTTP/1.1 500 ");
        assertThat(ask(portal.newToken())).startsWith("HTTP/1.1 200 ");
        assertThat(ask(STRANGER)).startsWith("HTTP/1.1 403 ");
    }

    private String ask(String token) throws IOException {
        try (Socket asking = send(token)) {
            asking.shutdownOutput();
            return new String(asking.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private Socket send(String token) throws IOException {
        URI address = URI.create(portal.address());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        String request = "GET " + address.getPath() + "/server/api/chk_flussonic_tmp_link.php?token=" + token
                + " HTTP/1.1\r\nHost: portal\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}
