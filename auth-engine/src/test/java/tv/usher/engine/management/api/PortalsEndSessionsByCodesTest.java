package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.inbound.RawResponse;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.UserId;

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

    /** Nor does a token beside it help: a portal isn't an operator. */
    @ParameterizedTest
    @CsvSource({
        "GET, /api/sessions",
        "GET, /api/status",
        "GET, /api/configuration",
        "GET, /api/decisions",
        "GET, /api/unverified",
        "DELETE, /api/users/own/an%20na%2F1/sessions",
        "DELETE, /api/sessions/00000000000000000000000000000000",
        "DELETE, /api/bans?user=boris",
        "POST, /api/reload",
        "GET, /api/nothing"
    })
    void nothingElseTakesACode(String method, String address) throws IOException {
        for (String beside : new String[] {"Authorization: Bearer " + TOKEN, "Accept: */*"}) {
            RawResponse answer = management.ask(method, address, "X-Denied-Code: " + code(), beside);

            assertThat(answer.status()).isIn(403, 404);
            assertThat(management.reloading().reloads()).isZero();
        }
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
        return management.sessions().find(session.key()).isPresent();
    }

    private String code() {
        return management.codeFor(ANNA, MINUTE).reveal();
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
