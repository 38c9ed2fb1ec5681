package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.event.EventLog;
import tv.usher.engine.event.TestingEvents;
import tv.usher.engine.inbound.RawResponse;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.ReasonCode;

class PortalsEndSessionsByCodesTest {

    private static final UserId ANNA = new UserId("own", "an na/1");
    private static final String SESSIONS = "/api/users/own/an%20na%2F1/sessions";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String TOKEN = "0123456789abcdef";

    private TestingManagement management;

    @BeforeEach
    void listen() throws IOException {
        management = TestingManagement.onAllInterfaces(TOKEN);
    }

    @AfterEach
    void stop() {
        management.close();
    }

    @Test
    void aCodeShowsTheUsersSessionsAndEndsOneOfThem() throws IOException {
        // Given
        Session first = management.watches("an na/1", "news", "203.0.113.1");
        Session second = management.watches("an na/1", "sport", "203.0.113.2");
        management.watches("boris", "news", "203.0.113.3");
        management.watches("an na/1", "news", "203.0.113.4", "other", true);
        String code = code();

        // When
        JsonNode shown = json(ask("GET", SESSIONS, code)).get("sessions");
        RawResponse ended = ask("DELETE", SESSIONS + "/" + first.key().hex(), code);
        RawResponse again = ask("DELETE", SESSIONS + "/" + second.key().hex(), code);

        // Then
        assertThat(shown.findValuesAsText("id"))
                .containsExactlyInAnyOrder(first.key().hex(), second.key().hex());
        assertThat(shown.findValuesAsText("client")).containsExactlyInAnyOrder("203.0.113.1", "203.0.113.2");
        assertThat(shown.get(0).fieldNames())
                .toIterable()
                .containsExactly("id", "channel", "client", "since", "lastSeen");
        assertThat(json(ended).get("ended").intValue()).isEqualTo(1);
        assertThat(isLive(first)).isFalse();
        assertRefused(again);
        assertRefused(ask("GET", SESSIONS, code));
        assertThat(isLive(second)).isTrue();
    }

    @Test
    void aCodeIsUsedUpOnlyByAnEnd() throws IOException {
        // Given
        Session own = management.watches("an na/1", "news", "203.0.113.1");
        Session stranger = management.watches("boris", "news", "203.0.113.3");
        String code = code();

        // Then
        for (String other : new String[] {stranger.key().hex(), "00000000000000000000000000000000", "x"}) {
            RawResponse answer = ask("DELETE", SESSIONS + "/" + other, code);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(json(answer).get("reason").textValue()).isEqualTo("no-such-session");
            management.clock().passes(Duration.ofSeconds(1));
        }
        assertThat(isLive(stranger)).isTrue();
        assertThat(ask("DELETE", SESSIONS + "/" + own.key().hex(), code).status())
                .isEqualTo(200);
    }

    @Test
    void aCodeIsOfItsUserAndTime() throws IOException {
        // Given
        Session boris = management.watches("boris", "news", "203.0.113.3");
        String code = code();

        // Then
        String ofBoris = "/api/users/own/boris/sessions";
        assertRefused(ask("GET", ofBoris, code));
        assertRefused(ask("DELETE", ofBoris + "/" + boris.key().hex(), code));
        assertThat(isLive(boris)).isTrue();
        management.clock().passes(MINUTE);
        assertRefused(ask("GET", SESSIONS, code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "018bcfe5680000000000000000000000000000000000", "%C3%A9", "'; DROP TABLE sessions; --"})
    void anythingElseIsNone(String code) throws IOException {
        assertRefused(ask("GET", SESSIONS, code));
    }

    @Test
    void twoCodesAreNone() throws IOException {
        String code = code();

        assertRefused(
                management.ask("GET", SESSIONS, "X-Denied-Code: " + code, "X-Denied-Code: 0" + code.substring(1)));
    }

    /** Neither a good code nor a token beside it helps: a portal isn't an operator. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE", "POST", "PUT", "OPTIONS", "PATCH"})
    void nothingElseTakesACode(String method) throws IOException {
        OpenApiDocument document =
                new OpenApiDocument(management.get("/openapi.yaml").body());
        for (String address : document.paths()) {
            String target = address.replace("{backend}", "own")
                    .replace("{user}", "an%20na%2F1")
                    .replace("{id}", "00000000000000000000000000000000");
            if (target.startsWith(SESSIONS) && !method.equals("POST") || target.equals("/api/events")) {
                continue;
            }
            for (String beside : new String[] {"Authorization: Bearer " + TOKEN, "Accept: */*"}) {
                assertThat(management
                                .ask(method, target, "X-Denied-Code: " + code(), beside)
                                .status())
                        .as(method + " " + target)
                        .isEqualTo(403);
            }
        }
        assertThat(management.reloading().reloads()).isZero();
    }

    @Test
    void allSessionsOfTheUserAreNotForACode() throws IOException {
        Session session = management.watches("an na/1", "news", "203.0.113.1");

        assertThat(ask("DELETE", SESSIONS, code()).status()).isEqualTo(403);
        assertThat(isLive(session)).isTrue();
    }

    @Test
    void whatAStrangerWithoutAGoodCodeTriesIsNotNoted() throws Exception {
        try (EventLog events = TestingEvents.unwritten();
                TestingEventStream stream = TestingEventStream.of(
                        management.tellingOf(events), "?types=audit", "Authorization", "Bearer " + TOKEN)) {
            events.start();
            // Given
            String one = SESSIONS + "/"
                    + management.watches("an na/1", "news", "203.0.113.1").key().hex();

            // When
            ask("DELETE", one, "0".repeat(44));
            ask("DELETE", "/api/sessions/x", code());
            ask("DELETE", one, code());

            // Then
            await().until(() -> !stream.data().isEmpty());
            assertThat(stream.data()).singleElement().asString().contains("\"by\":\"one-time code, from 127.0.0.1\"");
        }
    }

    @Test
    void aPageOnThisMachineGetsNothingByACode() throws IOException {
        try (TestingManagement local = TestingManagement.onLoopback()) {
            for (String header : new String[] {"Origin: http://evil.example.com", "Accept: */*"}) {
                assertThat(local.ask("GET", "/api/sessions", "X-Denied-Code: x", header)
                                .status())
                        .isEqualTo(403);
                assertRefused(local.ask("GET", SESSIONS, "X-Denied-Code: x", header));
            }
        }
    }

    @Test
    void aCodeLooksOnceASecond() throws IOException {
        // Given
        String code = code();

        // When
        RawResponse first = ask("GET", SESSIONS, code);
        RawResponse second = ask("GET", SESSIONS, code);
        management.clock().passes(Duration.ofSeconds(1));

        // Then
        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(503);
        assertThat(second.header("Retry-After")).contains("1");
        assertThat(ask("GET", SESSIONS, code).status()).isEqualTo(200);
    }

    /** Each look at another Usher's session is a question to the store. */
    @Test
    void aCodeTriesToEndOneOnceASecond() throws IOException {
        // Given
        String code = code();
        String unknown = SESSIONS + "/" + "0".repeat(32);

        // When
        RawResponse first = ask("DELETE", unknown, code);
        RawResponse second = ask("DELETE", unknown, code);
        management.clock().passes(Duration.ofSeconds(1));

        // Then
        assertThat(first.status()).isEqualTo(404);
        assertThat(second.status()).isEqualTo(503);
        assertThat(second.header("Retry-After")).contains("1");
        assertThat(ask("DELETE", unknown, code).status()).isEqualTo(404);
    }

    /** Else the viewer who has just made room would be refused from memory. */
    @Test
    void whoWasKeptOutForTheLackOfAPlaceIsAskedAboutAgain() throws IOException {
        // Given
        Session television = management.watches("an na/1", "news", "203.0.113.1");
        Viewing phone = management.viewing("an na/1", "news", "203.0.113.2");
        Viewing boris = management.viewing("boris", "news", "203.0.113.3");
        management.sessions().deny(phone, overLimit("an na/1"));
        management.sessions().deny(boris, overLimit("boris"));

        // When
        ask("DELETE", SESSIONS + "/" + television.key().hex(), code());

        // Then
        long now = management.clock().clock().now();
        assertThat(management.sessions().refused(phone, now)).isNull();
        assertThat(management.sessions().refused(boris, now)).isNotNull();
    }

    /** For the moment in which the player is kept out, and would else ask again at once. */
    @Test
    void whoWasEndedIsToldThatTheUserDidIt() throws IOException {
        // Given
        Session television = management.watches("an na/1", "news", "203.0.113.1");

        // When
        ask("DELETE", SESSIONS + "/" + television.key().hex(), code());

        // Then
        Viewing again = management.viewing("an na/1", "news", "203.0.113.1");
        Refusal refused =
                management.sessions().refused(again, management.clock().clock().now());
        assertThat(refused.reason().text()).endsWith("the user ended this session from another screen");
    }

    private static Refusal overLimit(String user) {
        return new Refusal(ReasonCode.OVER_LIMIT.with("over the limit of 1 sessions"), "own", user);
    }

    @Test
    void norDoesTheStreamOfEvents() throws IOException {
        assertThat(management
                        .ask("GET", "/api/events", "X-Denied-Code: " + code())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void operatorsNeedNone() throws IOException {
        // Given
        Session session = management.watches("an na/1", "news", "203.0.113.1");
        String token = "Authorization: Bearer " + TOKEN;

        // Then
        assertThat(json(management.ask("GET", SESSIONS, token)).get("sessions")).hasSize(1);
        assertThat(management
                        .ask("DELETE", SESSIONS + "/" + session.key().hex(), token)
                        .status())
                .isEqualTo(200);
        assertThat(isLive(session)).isFalse();
        assertThat(management.get(SESSIONS).status()).isEqualTo(401);
    }

    private boolean isLive(Session session) {
        return management.sessions().live().find(session.key()).isPresent();
    }

    private String code() {
        return management.codeFor(ANNA).reveal();
    }

    private RawResponse ask(String method, String address, String code) throws IOException {
        return management.ask(method, address, "X-Denied-Code: " + code);
    }

    private static void assertRefused(RawResponse answer) throws IOException {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(json(answer).get("reason").textValue()).isEqualTo("code-not-good");
    }

    private static JsonNode json(RawResponse answer) throws IOException {
        return JsonMapper.builder().build().readTree(answer.body());
    }
}
