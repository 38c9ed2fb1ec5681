package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.inbound.RawResponse;
import tv.usher.engine.session.Session;

/** management.read-only-token is for the screen on the wall: whoever copies it from there can end nobody's session. */
class WhoMayOnlyLookChangesNothingTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final String READ_ONLY = "fedcba9876543210";

    private TestingManagement management;

    @BeforeEach
    void start() throws IOException {
        management = TestingManagement.onLoopback(TOKEN, READ_ONLY);
    }

    @AfterEach
    void stop() {
        management.close();
    }

    @Test
    void everythingCanBeLookedAt() throws IOException {
        for (String path : new String[] {
            "/api/status",
            "/api/sessions",
            "/api/bans",
            "/api/counts",
            "/api/unverified",
            "/api/decisions",
            "/api/reload",
            "/api/configuration"
        }) {
            assertThat(ask("GET", path, READ_ONLY, "").status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void nothingCanBeChanged() throws IOException {
        // Given
        Session session = management.watches("anna", "news", "203.0.113.1");

        // When
        for (String[] request : new String[][] {
            {"DELETE", "/api/sessions/" + session.key().hex()},
            {"DELETE", "/api/users/own/anna/sessions?ban=1h"},
            {"DELETE", "/api/bans?user=anna"},
            {"DELETE", "/api/bans/00c0ffee00aa"},
            {"POST", "/api/reload"}
        }) {
            RawResponse answer = ask(request[0], request[1], READ_ONLY, "");

            // Then
            assertThat(answer.status()).as(request[1]).isEqualTo(403);
            assertThat(answer.body()).contains("management.token").doesNotContain(READ_ONLY);
        }
        assertThat(management.sessions().revocations().bans()).isZero();
        assertThat(management.sessions().live().size()).isEqualTo(1);
        assertThat(management.reloading().reloads()).isZero();
    }

    @Test
    void explainingIsLookingButAskingIsNot() throws IOException {
        String call = "{\"target\":\"/nginx\"}";

        assertThat(ask("POST", "/api/explain", READ_ONLY, call).status()).isEqualTo(200);
        assertThat(ask("POST", "/api/explain?ask=true", READ_ONLY, call).status())
                .isEqualTo(403);
        assertThat(ask("POST", "/api/explain?ask=true", TOKEN, call).status()).isEqualTo(200);
    }

    @Test
    void theOtherTokenChangesAllAndAStrangersNothing() throws IOException {
        assertThat(ask("POST", "/api/reload", TOKEN, "").status()).isEqualTo(200);
        assertThat(ask("GET", "/api/status", READ_ONLY + "0", "").status()).isEqualTo(401);
        assertThat(ask("GET", "/api/status", "", "").status()).isEqualTo(401);
    }

    private RawResponse ask(String method, String target, String token, String body) throws IOException {
        return management.send(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
