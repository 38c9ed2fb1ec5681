package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.TestingLog;
import tv.usher.engine.inbound.RawResponse;
import tv.usher.engine.session.Session;

class HostileApiRequestsAreRefusedTest {

    private TestingManagement management;

    @BeforeEach
    void listen() throws IOException {
        management = TestingManagement.onLoopback();
    }

    @AfterEach
    void stop() {
        management.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=1001",
                "limit=99999999999999999999",
                "limit=1e3",
                "limit=+5",
                "limit=%D9%A1",
                "limit=",
                "limit",
                "limit=1&limit=2",
                "after=",
                "after=1",
                "after=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                "after=0000000000000000000000000000000%30%30",
                "verified=",
                "verified=TRUE",
                "client=nobody",
                "client=127.1",
                "caller=010.0.0.1",
                "usr=anna",
                "User=anna",
                "user[]=anna",
                "=",
                "user=%",
                "user=%4",
                "user=%zz",
                "user=%+1",
                "user=%00",
                "user=%0d%0aX-Injected:%201",
                "user=%C2%9B31m",
                "user=%7f",
                "user=%ff",
                "user=%c0%af",
                "user=%ed%a0%80",
            })
    void whatCanNotBeUnderstoodIs400(String query) throws IOException {
        assertRefused(400, management.get("/api/sessions?" + query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "{}",
                "{\"target\":\"\"}",
                "{\"target\":\"nginx\"}",
                "{\"target\":\"http://evil.example.com/\"}",
                "{\"target\":7}",
                "{\"target\":null}",
                "{\"target\":\"/a b\"}",
                "{\"target\":\"/a\\r\\nX: 1\"}",
                "{\"target\":\"/\\u0416\"}",
                "{\"target\":\"/a\",\"caller\":\"localhost\"}",
                "{\"target\":\"/a\",\"caller\":[]}",
                "{\"target\":\"/a\",\"headers\":[{\"name\":\"X\",\"value\":\"1\\r\\nY: 2\"}]}",
                "{\"target\":\"/a\",\"headers\":[{\"name\":\"\",\"value\":\"1\"}]}",
                "{\"target\":\"/a\",\"headers\":[{\"name\":\"X y\",\"value\":\"1\"}]}",
                "{\"target\":\"/a\",\"headers\":[7]}",
                "{\"target\":\"/a\",\"body\":{}}",
            })
    void callsThatNobodyCouldMakeAreNotExplained(String call) throws IOException {
        assertRefused(400, management.post("/api/explain", call));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/sessions?limit=0 | 'limit' must be a number from 1 to 1000",
                "/api/sessions?offset=1000001 | 'offset' must be a number from 0 to 1000000",
                "/api/sessions?verified=1 | 'verified' must be true or false",
                "/api/sessions?caller=x | 'caller' must be an IP address",
                "/api/decisions?client=x | 'client' must be an IP address",
                "/api/decisions?answer=x | 'answer' must be allow, deny or error"
            },
            quoteCharacter = '"')
    void andTheAnswerSaysWhatWouldBeUnderstood(String target, String text) throws IOException {
        assertThat(management.get(target).body()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?&&", "?user=", "?limit=1000"})
    void whatCanIsNot(String query) throws IOException {
        assertThat(management.get("/api/sessions" + query).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/sessions/",
                "/api/sessions/1",
                "/api/sessions/%2e%2e",
                "/api/sessions/../sessions",
                "/api/sessions/0000000000000000000000000000000g",
                "/api/sessions/00000000000000000000000000000000",
                "/api/sessions/00000000000000000000000000000000/",
                "/api/sessions%2f00000000000000000000000000000000",
                "/api/Sessions",
                "/api//sessions",
                "/api/sessions;a=b",
                "/api/users/own//sessions",
                "/api/users/own/anna/bob/sessions",
            })
    void whatIsNotThereIs404(String target) throws IOException {
        assertRefused(404, management.get(target));
        assertRefused(404, management.delete(target));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/sessions, 'GET, HEAD'",
        "/api/sessions/00000000000000000000000000000000, 'DELETE, GET, HEAD'",
        "/api/users/own/anna/sessions, 'DELETE, GET, HEAD'",
        "/api/users/own/anna/sessions/00000000000000000000000000000000, DELETE",
        "/api/counts, 'GET, HEAD'",
        "/api/events, GET", // a stream has no end, so HEAD is refused too
    })
    void otherMethodsAreToldWhichThereAre(String target, String allowed) throws IOException {
        for (String method : new String[] {"POST", "PUT", "PATCH", "OPTIONS", "TRACE", "get", "delete"}) {
            RawResponse answer = management.ask(method, target);

            assertRefused(405, answer);
            assertThat(answer.header("allow")).contains(allowed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ban=",
                "ban=10",
                "ban=-1s",
                "ban=1.5h",
                "ban=9999999999d",
                "ban=3651d",
                "ban=10m&ban=1s",
                "bann=1s"
            })
    void aBanThatCanNotBeUnderstoodEndsNothing(String query) throws IOException {
        // Given
        Session session = management.watches("anna", "news", "203.0.113.7");

        // Then
        assertRefused(400, management.delete("/api/sessions/" + session.key().hex() + "?" + query));
        assertRefused(400, management.delete("/api/users/own/anna/sessions?" + query));
        assertThat(management.get("/api/sessions/" + session.key().hex()).status())
                .isEqualTo(200);
    }

    /** Else a slip of the pen would ban nobody, and say that all is well. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/api/users/onw/anna/sessions", "/api/users/OWN/anna/sessions", "/api/users//anna/sessions"})
    void aBackendThatIsNotThereIs404(String target) throws IOException {
        assertRefused(404, management.delete(target + "?ban=1h"));
        assertThat(management.sessions().revocations().bans()).isZero();
    }

    @Test
    void anEncodedSlashNamesAUserAndNoOtherPath() throws IOException {
        // Given
        Session session = management.watches("anna", "news", "203.0.113.7");

        // When
        RawResponse answer = management.delete("/api/users/own/x%2F..%2Fanna/sessions");

        // Then
        assertThat(answer.body()).startsWith("{\"ended\":0,");
        assertThat(management.get("/api/sessions/" + session.key().hex()).status())
                .isEqualTo(200);
    }

    @Test
    void bodiesAreRefused() throws IOException {
        assertRefused(
                413, management.send("GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}"));
        assertThat(management
                        .send("GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n")
                        .status())
                .isEqualTo(200);
        RawResponse huge =
                management.send("GET /api/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n");
        assertThat(huge.status()).isEqualTo(413);
        assertThat(huge.body()).isEmpty();
    }

    @Test
    void whatPeopleNameThemselvesStaysData() throws IOException {
        // Given
        String nasty = "\"},{\"id\":\"1\\<script>${jndi:x}";
        String control = "x\u009b31m \u202e"; // a terminal's CSI, and right-to-left writing
        management.watches(nasty, nasty, "203.0.113.1");
        management.watches(control, "news", "203.0.113.2");

        // When
        RawResponse answer = management.get("/api/sessions");
        RawResponse filtered = management.get("/api/sessions?client=203.0.113.1");

        // Then
        JsonNode sessions = JsonMapper.builder().build().readTree(answer.body()).get("sessions");
        assertThat(sessions).hasSize(2);
        assertThat(sessions).anyMatch(each -> each.get("user").textValue().equals("x\u009b31m \u202e"));
        assertThat(answer.body().chars()).allMatch(c -> c >= 0x20 && c < 0x7f);
        assertThat(answer.body()).contains("\\u009b", "\\u202e");
        JsonNode one = JsonMapper.builder()
                .build()
                .readTree(filtered.body())
                .get("sessions")
                .get(0);
        assertThat(one.get("user").textValue()).isEqualTo(nasty);
        assertThat(one.get("channel").textValue()).isEqualTo(nasty);
        assertThat(answer.header("content-type")).contains("application/json");
    }

    @Test
    void noRequestWritesALineOfItsOwnIntoTheLog() throws IOException {
        try (TestingLog log = TestingLog.of("tv.usher")) {
            management.delete("/api/users/own/anna%0a2026%20ERROR%20forged/sessions");
            management.delete("/api/users/own/anna%1b%5b31m/sessions");
            management.get("/api/sessions?user=%0aforged");

            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void kicksOfNobodyLeaveNothingBehind() throws IOException {
        for (int i = 0; i < 200; i++) {
            management.delete("/api/users/own/nobody-" + i + "/sessions");
        }

        assertThat(management.sessions().revocations().bans()).isZero();
        assertThat(management.sessions().denials()).isZero();
    }

    @Test
    void aSessionThatIsOverIsShownToNobody() throws IOException {
        // Given
        Session session = management.watches("anna", "news", "203.0.113.7");

        // When
        management.clock().passes(Duration.ofMinutes(11));

        // Then
        assertRefused(404, management.get("/api/sessions/" + session.key().hex()));
        assertThat(management.get("/api/sessions").body()).isEqualTo("{\"sessions\":[],\"total\":0,\"next\":null}");
    }

    private static void assertRefused(int status, RawResponse answer) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).contains("application/json");
        assertThat(answer.head()).doesNotContainIgnoringCase("x-injected");
        JsonNode body = JsonMapper.builder().build().readTree(answer.body());
        assertThat(body).hasSize(4);
        assertThat(body.get("message").textValue()).isNotBlank().doesNotContain("Exception", "tv.usher", "\n");
        assertThat(body.get("error")).isEqualTo(body.get("message"));
        assertThat(Stream.of(ApiProblem.values()).filter(problem -> problem.status() == status))
                .extracting(ApiProblem::code)
                .contains(body.get("reason").textValue());
    }
}
