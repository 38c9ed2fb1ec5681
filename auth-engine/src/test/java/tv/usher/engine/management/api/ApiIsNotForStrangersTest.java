package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.TestingLog;
import tv.usher.engine.inbound.RawResponse;
import tv.usher.engine.session.Session;

class ApiIsNotForStrangersTest {

    private static final String TOKEN = "0123456789abcdef";

    @Test
    void onLoopbackProgramsOfThisMachineMayUseIt() throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            for (String host :
                    List.of("127.0.0.1", "127.0.0.1:1065", "localhost", "LOCALHOST.:1065", "[::1]:1065", "127.1.2.3")) {
                assertThat(withHost(management, host)).as(host).isEqualTo(200);
            }
        }
    }

    /** A page's host name can lead to loopback at its second look-up; the browser then takes the two for one site. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "127.0.0.1.evil.example.com",
                "localhost.evil.example.com",
                "evil.example.com:1065",
                "192.168.1.1",
                "0.0.0.0",
                "127.1",
                "2130706433",
                "127.0.0.1@evil.example.com",
                "[::2]",
                "[::ffff:10.0.0.1]",
                "",
            })
    void anotherHostIsRefused(String host) throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            assertThat(withHost(management, host)).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/sessions HTTP/1.0\r\n\r\n",
                "GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example.com\r\n\r\n",
                "GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://evil.example.com\r\n\r\n",
                "GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: null\r\n\r\n",
                "GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1:8080\r\n\r\n",
                "GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://localhost\r\n\r\n",
                "GET /api/sessions HTTP/1.1\r\nHost: evil.example.com\r\nOrigin: http://evil.example.com\r\n\r\n",
                "GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nOrigin: http://evil\r\n\r\n",
                "GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-site\r\n\r\n",
                "GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: none, cross-site\r\n\r\n",
                "GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: cross-site\r\n\r\n",
                "OPTIONS /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://evil.example.com\r\n"
                        + "Access-Control-Request-Method: DELETE\r\n\r\n",
            })
    void webPagesAreRefused(String request) throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            RawResponse answer = management.send(request);

            assertThat(answer.status()).isIn(400, 403);
            assertThat(answer.head()).doesNotContainIgnoringCase("access-control-");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: http://127.0.0.1:1065", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none"})
    void theOperatorsPageIsNoStranger(String header) throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            RawResponse answer =
                    management.send("GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1:1065\r\n" + header + "\r\n\r\n");

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void webPagesEndNoSession() throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            // Given
            Session session = management.watches("77", "news", "203.0.113.7");
            String target = "/api/sessions/" + session.key().hex();

            // When
            RawResponse answer = management.ask("DELETE", target, "Origin: http://evil.example.com");

            // Then
            assertThat(answer.status()).isEqualTo(403);
            assertThat(management.get(target).status()).isEqualTo(200);
        }
    }

    @Test
    void beyondLoopbackItNeedsATokenAndHealthDoesNot() throws IOException {
        try (TestingManagement management = TestingManagement.onAllInterfaces()) {
            RawResponse answer = management.get("/api/sessions");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("management.token").startsWith("{\"error\":\"");
            assertThat(management
                            .ask("GET", "/api/counts", "Authorization: Bearer " + TOKEN)
                            .status())
                    .isEqualTo(403);
            for (String page : List.of("/healthz", "/readyz", "/metrics", "/openapi.yaml")) {
                assertThat(management.get(page).status()).as(page).isEqualTo(200);
            }
        }
    }

    @Test
    void whoShowsTheTokenMayUseItFromAnywhere() throws IOException {
        try (TestingManagement everywhere = TestingManagement.onAllInterfaces(TOKEN);
                TestingManagement here = TestingManagement.onLoopback(TOKEN)) {
            for (TestingManagement management : List.of(everywhere, here)) {
                assertThat(management
                                .ask("GET", "/api/counts", "Authorization: Bearer " + TOKEN)
                                .status())
                        .isEqualTo(200);
                assertThat(management
                                .ask("GET", "/api/counts", "authorization: bearer  " + TOKEN)
                                .status())
                        .isEqualTo(200);
                assertThat(management
                                .send("GET /api/counts HTTP/1.1\r\nHost: usher.example.com\r\nAuthorization: Bearer "
                                        + TOKEN + "\r\n\r\n")
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-None: 1",
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: Bearer 0123456789abcde",
                "Authorization: Bearer 0123456789abcdef0",
                "Authorization: Bearer 0123456789ABCDEF",
                "Authorization: Bearer 0123456789abcdef, 0123456789abcdef",
                "Authorization: Bearer 0123456789abcde\u00c6",
                "Authorization: 0123456789abcdef",
                "Authorization: Basic 0123456789abcdef",
                "Authorization: Bearer wrong\r\nAuthorization: Bearer 0123456789abcdef",
                "Authorization: Bearer 0123456789abcdef\r\nAuthorization: Bearer wrong",
                "Proxy-Authorization: Bearer 0123456789abcdef",
                "Cookie: token=0123456789abcdef",
            })
    void withoutTheRightTokenNothingIsSaid(String header) throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback(TOKEN)) {
            // Given
            Session session = management.watches("77", "news", "203.0.113.7");
            String target = "/api/sessions/" + session.key().hex();

            for (String method : List.of("GET", "DELETE", "POST")) {
                for (String path :
                        List.of(target, "/api/sessions", "/api/nothing", "/api", "/api/counts?token=" + TOKEN)) {
                    // When
                    RawResponse answer = management.ask(method, path, header);

                    // Then
                    assertThat(answer.status()).as(method + " " + path).isEqualTo(401);
                    assertThat(answer.header("www-authenticate").orElseThrow()).startsWith("Bearer realm=\"usher\"");
                    assertThat(answer.body()).startsWith("{\"error\":\"").doesNotContain(TOKEN, "77");
                }
            }
            assertThat(management
                            .ask("GET", target, "Authorization: Bearer " + TOKEN)
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Expect: 100-continue\r\n", "Authorization: Bearer of-somebody-else\r\n"})
    void noBodyIsTakenOfThem(String header) throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback(TOKEN)) {
            // When: the body never comes
            RawResponse answer = management.send(
                    "POST /api/explain HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n" + header + "\r\n");

            // Then
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.isLast()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/metrics", "/openapi.yaml", "/", "/nothing", "/api/counts"})
    void pagesOfOtherHostsReadNothing(String path) throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            for (String host :
                    List.of("evil.example", "127.0.0.1.evil.example", "10.0.0.1", "", "127.0.0.1\r\nHost: evil")) {
                // When
                RawResponse answer = management.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

                // Then
                assertThat(answer.status()).as(host).isEqualTo(403);
                assertThat(answer.body()).contains("127.0.0.1");
            }
        }
    }

    @Test
    void healthChecksMayNameNoHost() throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            assertThat(management.send("GET /healthz HTTP/1.0\r\n\r\n").status())
                    .isEqualTo(200);
            assertThat(management
                            .send("GET /healthz HTTP/1.1\r\nHost: localhost:1065\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theTokenIsNeverSaid() throws IOException {
        try (TestingLog log = TestingLog.of("tv.usher");
                TestingManagement management = TestingManagement.onLoopback(TOKEN)) {
            management.watches("77", "news", "203.0.113.7");
            String all = management.ask("DELETE", "/api/users/own/77/sessions", "Authorization: Bearer " + TOKEN)
                    + management
                            .ask("GET", "/api/counts", "Authorization: Bearer " + TOKEN)
                            .toString()
                    + management.ask("GET", "/api/counts", "Authorization: Basic " + TOKEN)
                    + management.get("/metrics")
                    + management.get("/readyz");

            assertThat(all).doesNotContain(TOKEN);
            assertThat(log.lines()).anyMatch(line -> line.contains("'77'")).noneMatch(line -> line.contains(TOKEN));
        }
    }

    private static int withHost(TestingManagement management, String host) throws IOException {
        return management
                .send("GET /api/sessions HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                .status();
    }
}
