package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tv.usher.engine.decision.TestingDecider;
import tv.usher.engine.inbound.RawConnection;
import tv.usher.engine.inbound.RawResponse;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.ReasonCode;

/** Every answer that the document promises is given by a running listener, exactly in that form, and no other is. */
class OpenApiTellsTheTruthTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final String NOBODY = "/api/sessions/00000000000000000000000000000000";

    private static final String OWN = "/api/users/own/1/sessions";
    private static final String OWN_ONE = OWN + "/00000000000000000000000000000000";

    private static final String EXPLAIN = "/api/explain";
    private static final String BANS = "/api/bans";
    private static final String BAN = "/api/bans/00c0ffee00aa";
    private static final String HISTORY = "/api/viewers-history";
    private static final String EVENTS = "/api/events";

    private final Set<String> seen = new TreeSet<>();
    private OpenApiDocument document;
    private OpenApiSchema schema;

    @Test
    void everyDocumentedAnswerIsGivenAsDocumented() throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            read(management);
            fine(management);
            refused(management);
            streams(management);
            for (String path : new String[] {
                "/api/sessions",
                NOBODY,
                OWN,
                "/api/status",
                BANS,
                "/api/configuration",
                "/api/counts",
                HISTORY,
                "/api/unverified",
                "/api/decisions",
                "/api/reload",
                EVENTS
            }) {
                checked("GET", path, 403, management.ask("GET", path, "Origin: http://evil.example.com"));
                checked("GET", path, 413, withBody(management, "GET", path));
                checkedByAnyMethod(path, management.ask("PATCH", path));
            }
            checked(
                    "POST",
                    "/api/reload",
                    403,
                    management.ask("POST", "/api/reload", "Origin: http://evil.example.com"));
            checked("POST", "/api/reload", 413, withBody(management, "POST", "/api/reload"));
            checked("POST", "/api/reload", 405, management.ask("PATCH", "/api/reload"));
            checked("POST", EXPLAIN, 403, management.ask("POST", EXPLAIN, "Origin: http://evil.example.com"));
            checked("POST", EXPLAIN, 405, management.get(EXPLAIN));
            checkedByAnyMethod(BAN, management.get(BAN));
            checkedByAnyMethod(OWN_ONE, management.get(OWN_ONE));
            for (String path : new String[] {NOBODY, BANS, BAN, OWN, OWN_ONE}) {
                checked("DELETE", path, 403, management.ask("DELETE", path, "Origin: http://evil.example.com"));
                checked("DELETE", path, 413, withBody(management, "DELETE", path));
            }
        }
        withoutToken();
        busy();

        assertThat(seen).isEqualTo(document.responses());
    }

    private void fine(TestingManagement management) throws IOException {
        Session one = management.watches("1", "news", "203.0.113.1");
        management.watches("2", "news", "203.0.113.2", "other", false);
        String path = "/api/sessions/" + one.key().hex();
        checked("GET", "/api/sessions", 200, management.get("/api/sessions?limit=1"));
        checked("GET", "/api/sessions", 200, management.get("/api/sessions"));
        checked("GET", path, 200, management.get(path));
        checked("GET", "/api/counts", 200, management.get("/api/counts"));
        management.sessions().sweeper().sweep();
        checked("GET", HISTORY, 200, management.get(HISTORY));
        management.letsInUnverified("news", "203.0.113.5");
        checked("GET", "/api/unverified", 200, management.get("/api/unverified"));
        management.decided("203.0.113.1", "s1", "/live/a/index.m3u8", TestingDecider.denied());
        management.decided("203.0.113.2", "s2", "/live/b/index.m3u8", TestingDecider.undecided());
        checked("GET", "/api/decisions", 200, management.get("/api/decisions"));
        checked("GET", "/api/reload", 200, management.get("/api/reload"));
        assertThat(management.reloading().reloads()).as("GET changes nothing").isZero();
        checked("POST", "/api/reload", 200, management.ask("POST", "/api/reload"));
        assertThat(management.reloading().reloads()).isEqualTo(1);
        checked("POST", EXPLAIN, 200, management.post(EXPLAIN, "{\"target\":\"/nginx\"}"));
        checked("POST", EXPLAIN, 200, management.post(EXPLAIN + "?ask=true", "{\"target\":\"/cesbo?token=1\"}"));
        checked("DELETE", path, 200, management.delete(path + "?ban=1m&why=shares+the+card"));
        checked("GET", BANS, 200, management.get(BANS));
        management.sessions().revocations().kick(new UserId("own", "9"), TestingKicks.of(Duration.ofHours(1)));
        checked("GET", BANS, 200, management.get(BANS + "?user=9"));
        checked("DELETE", "/api/users/own/9/sessions", 200, management.delete("/api/users/own/9/sessions?ban=1m"));
        checked("DELETE", BANS, 200, management.delete(BANS + "?user=9&backend=own"));
        checked("DELETE", BAN, 200, management.delete("/api/bans/" + idOfFirstBan(management)));
        checked("GET", "/api/status", 200, management.get("/api/status"));
        management.goesOut(ReasonCode.CONNECTION_REFUSED.with("connection refused"));
        checked("GET", "/api/status", 200, management.get("/api/status"));
        checked("GET", "/api/configuration", 200, management.get("/api/configuration"));
        checked("GET", OWN, 200, management.get(OWN));
        Session own = management.watches("1", "news", "203.0.113.9");
        checked("GET", OWN, 200, management.get(OWN));
        String ownOne = OWN + "/" + own.key().hex();
        checked("DELETE", ownOne, 200, management.delete(ownOne));
        checked("DELETE", OWN, 200, management.delete(OWN));
    }

    private static String idOfFirstBan(TestingManagement management) throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(management.get(BANS).body())
                .at("/bans/0/id")
                .textValue();
    }

    private void refused(TestingManagement management) throws IOException {
        Session session = management.watches("3", "news", "203.0.113.3");
        String path = "/api/sessions/" + session.key().hex();
        checked("GET", "/api/sessions", 400, management.get("/api/sessions?limit=0"));
        checked("GET", path, 400, management.get(path + "?a=b"));
        checked("GET", path, 404, management.get(NOBODY));
        checked("GET", "/api/status", 400, management.get("/api/status?a=b"));
        checked("GET", "/api/configuration", 400, management.get("/api/configuration?a=b"));
        checked("GET", BANS, 400, management.get(BANS + "?limit=0"));
        checked("DELETE", BANS, 400, management.delete(BANS));
        checked("DELETE", BANS, 404, management.delete(BANS + "?user=nobody"));
        checked("DELETE", BAN, 400, management.delete(BAN + "?a=b"));
        checked("DELETE", BAN, 404, management.delete(BAN));
        checked("GET", "/api/counts", 400, management.get("/api/counts?a=b"));
        checked("GET", HISTORY, 400, management.get(HISTORY + "?a=b"));
        checked("GET", "/api/unverified", 400, management.get("/api/unverified?limit=x"));
        checked("GET", "/api/decisions", 400, management.get("/api/decisions?limit=0"));
        checked("GET", "/api/reload", 400, management.get("/api/reload?a=b"));
        checked("POST", "/api/reload", 400, management.ask("POST", "/api/reload?a=b"));
        management.reloading().refuse("usher.yaml:1:1: one", "usher.yaml:2:1: two");
        checked("GET", "/api/status", 200, management.get("/api/status"));
        checked("GET", "/api/reload", 409, management.get("/api/reload"));
        checked("POST", "/api/reload", 409, management.ask("POST", "/api/reload"));
        checked("POST", EXPLAIN, 400, management.post(EXPLAIN, "{}"));
        checked("POST", EXPLAIN, 400, management.post(EXPLAIN + "?ask=1", "{\"target\":\"/nginx\"}"));
        checked("DELETE", path, 400, management.delete(path + "?ban=x"));
        checked("DELETE", path, 404, management.delete(NOBODY));
        checked("GET", OWN, 400, management.get(OWN + "?a=b"));
        checked("DELETE", OWN_ONE, 400, management.delete(OWN_ONE + "?ban=1m"));
        checked("DELETE", OWN_ONE, 404, management.delete(OWN_ONE));
        checked("DELETE", OWN, 400, management.delete("/api/users/own/1/sessions?ban=x"));
        checked("DELETE", "/api/users/no/1/sessions", 404, management.delete("/api/users/no/1/sessions"));
        while (management.sessions().revocations().bans() < 1000) {
            management
                    .sessions()
                    .revocations()
                    .kick(
                            new UserId(
                                    "own",
                                    "u" + management.sessions().revocations().bans()),
                            TestingKicks.of(Duration.ofHours(1)));
        }
        checked("DELETE", path, 409, management.delete(path + "?ban=1h"));
        checked("DELETE", "/api/users/own/9/sessions", 409, management.delete("/api/users/own/9/sessions?ban=1h"));
    }

    private void streams(TestingManagement management) throws IOException {
        checked("GET", EVENTS, 400, management.get(EVENTS + "?types=x"));
        List<RawConnection> listeners = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RawConnection listener = RawConnection.to(management.address());
            listeners.add(listener);
            checkedHead(
                    "GET",
                    EVENTS,
                    200,
                    listener.send("GET " + EVENTS + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                            .answerToHead());
        }
        checked("GET", EVENTS, 503, management.get(EVENTS));
        for (RawConnection listener : listeners) {
            listener.close();
        }
    }

    private void checkedHead(String method, String address, int status, RawResponse answer) {
        Map<String, Object> response = document.response(method, address, status);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(OpenApiDocument.map(response.get("content")).keySet())
                .containsExactly(answer.header("content-type").orElseThrow());
        seen.add(method + " " + address + " " + status);
    }

    private void withoutToken() throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback(TOKEN)) {
            for (String path : new String[] {
                "/api/sessions",
                NOBODY,
                OWN,
                "/api/status",
                BANS,
                "/api/configuration",
                "/api/counts",
                HISTORY,
                "/api/unverified",
                "/api/decisions",
                "/api/reload",
                EVENTS
            }) {
                checked("GET", path, 401, management.get(path));
            }
            checked("POST", "/api/reload", 401, management.ask("POST", "/api/reload"));
            checked("POST", EXPLAIN, 401, management.post(EXPLAIN, "{}"));
            for (String path : new String[] {NOBODY, BANS, BAN, OWN, OWN_ONE}) {
                checked("DELETE", path, 401, management.delete(path));
            }
        }
    }

    private void busy() throws IOException {
        try (TestingManagement management = TestingManagement.busy()) {
            for (String path : new String[] {
                "/api/sessions",
                NOBODY,
                OWN,
                "/api/status",
                BANS,
                "/api/configuration",
                "/api/counts",
                HISTORY,
                "/api/unverified",
                "/api/decisions",
                "/api/reload"
            }) {
                checked("GET", path, 503, management.get(path));
            }
            checked("POST", "/api/reload", 503, management.ask("POST", "/api/reload"));
            checked("POST", EXPLAIN, 503, management.post(EXPLAIN, "{\"target\":\"/nginx\"}"));
            for (String path : new String[] {NOBODY, BANS, BAN, OWN, OWN_ONE}) {
                checked("DELETE", path, 503, management.delete(path));
            }
        }
    }

    @Test
    void parametersAreThoseThatAreAccepted() throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            read(management);
            Map<String, String> example = Map.ofEntries(
                    Map.entry("client", "203.0.113.1"),
                    Map.entry("caller", "203.0.113.1"),
                    Map.entry("verified", "true"),
                    Map.entry("limit", "5"),
                    Map.entry("ban", "1m"),
                    Map.entry("after", "00000000000000000000000000000000"),
                    Map.entry("answer", "deny"),
                    Map.entry("ask", "true"),
                    Map.entry("offset", "5"),
                    Map.entry("sort", "-user"),
                    Map.entry("types", "denied"));
            Set<String> all = new TreeSet<>(example.keySet());
            all.addAll(Set.of(
                    "user", "backend", "channel", "dialect", "rule", "name", "since", "token", "session", "why", "q"));
            for (String[] operation : new String[][] {
                {"GET", "/api/sessions", "/api/sessions"},
                {"GET", NOBODY, "/api/sessions/{id}"},
                {"DELETE", NOBODY, "/api/sessions/{id}"},
                {"DELETE", OWN, "/api/users/{backend}/{user}/sessions"},
                {"GET", OWN, "/api/users/{backend}/{user}/sessions"},
                {"DELETE", OWN_ONE, "/api/users/{backend}/{user}/sessions/{id}"},
                {"GET", "/api/status", "/api/status"},
                {"GET", "/api/configuration", "/api/configuration"},
                {"GET", BANS, BANS},
                {"DELETE", BANS, BANS},
                {"DELETE", BAN, "/api/bans/{id}"},
                {"GET", "/api/counts", "/api/counts"},
                {"GET", HISTORY, HISTORY},
                {"GET", "/api/unverified", "/api/unverified"},
                {"GET", "/api/decisions", "/api/decisions"},
                {"GET", "/api/reload", "/api/reload"},
                {"POST", "/api/reload", "/api/reload"},
                {"GET", EVENTS, EVENTS},
                {"POST", EXPLAIN, EXPLAIN}
            }) {
                Set<String> accepted = new TreeSet<>();
                for (String name : all) {
                    boolean alone = !operation[0].equals("DELETE") || !operation[1].equals(BANS) || name.equals("user");
                    String query = "?" + name + "=" + example.getOrDefault(name, "x") + (alone ? "" : "&user=nobody");
                    RawResponse answer = operation[1].equals(EXPLAIN)
                            ? management.post(EXPLAIN + query, "{\"target\":\"/nginx\"}")
                            : management.ask(operation[0], operation[1] + query);
                    if (answer.status() != 400) {
                        accepted.add(name);
                    }
                }
                assertThat(accepted)
                        .as(operation[0] + " " + operation[2])
                        .isEqualTo(document.queryParameters(operation[0], operation[2]));
            }
        }
    }

    @Test
    void problemsAreThoseThatThereAre() throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            read(management);
            Map<String, Object> error = document.resolve(Map.of("$ref", "#/components/schemas/Error"));
            Map<String, Object> reason = OpenApiDocument.map(
                    OpenApiDocument.map(error.get("properties")).get("reason"));

            assertThat(reason.get("pattern"))
                    .isEqualTo(Arrays.stream(ApiProblem.values())
                            .map(ApiProblem::code)
                            .collect(Collectors.joining("|", "^(", ")$")));
        }
    }

    @Test
    void theDocumentIsWholeAndServedAsItIs() throws IOException {
        try (TestingManagement management = TestingManagement.onAllInterfaces()) {
            RawResponse answer = read(management);

            assertThat(answer.header("content-type")).contains("application/yaml");
            assertThat(document.version()).startsWith("3.1.");
            assertThat(document.references())
                    .isNotEmpty()
                    .allSatisfy(reference -> assertThat(document.resolve(Map.of("$ref", reference)))
                            .isNotEmpty());
        }
    }

    private RawResponse read(TestingManagement management) throws IOException {
        RawResponse answer = management.get("/openapi.yaml");
        assertThat(answer.status()).isEqualTo(200);
        document = new OpenApiDocument(answer.body());
        schema = new OpenApiSchema(document);
        return answer;
    }

    private static RawResponse withBody(TestingManagement management, String method, String path) throws IOException {
        return management.send(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\n\r\nx");
    }

    /** A method that isn't there has no operation of its own; its answer is documented with those that are. */
    private void checkedByAnyMethod(String address, RawResponse answer) throws IOException {
        String documented = address.contains("users") || address.equals(BAN) ? "DELETE" : "GET";
        checked(documented, address, 405, answer);
    }

    private void checked(String method, String address, int status, RawResponse answer) throws IOException {
        assertThat(answer.status())
                .as(method + " " + address + " " + answer.body())
                .isEqualTo(status);
        assertThat(answer.header("Retry-After").isPresent())
                .as("%s %s tells when to try again", method, address)
                .isEqualTo(status == 503);
        String path = document.pathOf(address);
        Map<String, Object> response = document.response(method, path, status);
        if (response.containsKey("content")) {
            assertThat(answer.header("content-type")).contains("application/json");
            Map<String, Object> json = OpenApiDocument.map(
                    OpenApiDocument.map(response.get("content")).get("application/json"));
            schema.check(
                    OpenApiDocument.map(json.get("schema")),
                    JsonMapper.builder().build().readTree(answer.body()),
                    method + " " + path);
        } else {
            assertThat(answer.body()).isEmpty();
        }
        seen.add(method + " " + path + " " + status);
    }
}
