package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.inbound.RawResponse;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.UserId;

/** An operator sees who is kept out, by whom, why and until when, and can take it back. */
class BansAreSeenAndEndedTest {

    private static final String HOSTILE = "%3Cimg%20onerror%3D1%3E%E2%80%AE%E2%80%A8";

    private TestingManagement management;

    @BeforeEach
    void start() throws IOException {
        management = TestingManagement.onLoopback();
    }

    @AfterEach
    void stop() {
        management.close();
    }

    @Test
    void banOfASessionSaysWhatIsKeptOutAndIsTakenBack() throws IOException {
        // Given
        Session session = management.watches("anna", "news", "203.0.113.1");
        String path = "/api/sessions/" + session.key().hex() + "?ban=10m&why=shares+the+card";
        JsonNode ended = json(management.ask(
                "DELETE", path, Operator.CLIENT_HEADER + ": command-line", Operator.NAME_HEADER + ": ann"));

        // When
        JsonNode bans = json(management.get("/api/bans"));

        // Then
        assertThat(bans.get("total").intValue()).isEqualTo(1);
        JsonNode ban = bans.at("/bans/0");
        assertThat(ban.get("id").textValue()).isEqualTo(ended.get("ban").textValue());
        assertThat(ban.get("kind").textValue()).isEqualTo("token");
        assertThat(ban.get("user").textValue()).isEqualTo("anna");
        assertThat(ban.get("session").textValue()).isEqualTo(session.key().hex());
        assertThat(ban.get("why").textValue()).isEqualTo("shares the card");
        assertThat(ban.get("by").textValue()).isEqualTo("command line, as ann, from 127.0.0.1");
        assertThat(ban.get("what").textValue())
                .isEqualTo("one viewing of user anna of own, and its token wherever it is shown");
        assertThat(isRefused("anna")).isTrue();

        // When
        JsonNode lifted = json(management.delete("/api/bans/" + ban.get("id").textValue()));

        // Then
        assertThat(lifted.get("ended").booleanValue()).isTrue();
        assertThat(lifted.at("/bans/0/what")).isEqualTo(ban.get("what"));
        assertThat(json(management.get("/api/bans")).get("total").intValue()).isZero();
        assertThat(isRefused("anna")).isFalse();
        assertThat(management.sessions().revocations().bans()).isZero();
    }

    @Test
    void banOfAUserIsOneOrderWithAllThatWasWatched() throws IOException {
        // Given
        management.watches("anna", "news", "203.0.113.1");
        management.watches("anna", "sport", "203.0.113.2");
        management.watches("boris", "news", "203.0.113.3");
        management.delete("/api/users/own/anna/sessions?ban=1h");
        management.delete("/api/users/own/boris/sessions?ban=1h");

        // When
        JsonNode ofAnna = json(management.get("/api/bans?user=anna"));
        JsonNode lifted = json(management.delete("/api/bans?user=anna"));

        // Then
        assertThat(ofAnna.get("total").intValue()).isEqualTo(1);
        assertThat(ofAnna.at("/bans/0/kind").textValue()).isEqualTo("user");
        assertThat(ofAnna.at("/bans/0/what").textValue()).isEqualTo("user anna of own, whatever token comes");
        assertThat(lifted.get("bans")).hasSize(1);
        assertThat(isRefused("anna")).isFalse();
        assertThat(isRefused("boris")).isTrue();
    }

    @Test
    void whatOneOrderBannedIsOneBanWhereverBansAreCounted() throws IOException {
        // Given
        management.watches("anna", "news", "203.0.113.1");

        // When
        management.delete("/api/users/own/anna/sessions?ban=10m");

        // Then
        assertThat(management.sessions().revocations().bans()).isGreaterThan(1);
        assertThat(json(management.get("/api/bans")).get("total").intValue()).isEqualTo(1);
        assertThat(json(management.get("/api/counts")).get("bans").intValue()).isEqualTo(1);
        assertThat(json(management.get("/api/status")).get("bans").intValue()).isEqualTo(1);
    }

    /** Each backend has a user of that name, and they are two people. */
    @Test
    void whoIsOfAnotherBackendStaysBanned() throws IOException {
        // Given
        management.delete("/api/users/own/42/sessions?ban=1h");
        management.delete("/api/users/other/42/sessions?ban=1h");

        // When
        RawResponse unclear = management.delete("/api/bans?user=42");

        // Then
        assertThat(unclear.status()).isEqualTo(400);
        assertThat(unclear.body()).contains("'backend'", "other, own");
        assertThat(management.sessions().revocations().bans()).isEqualTo(2);

        // When
        RawResponse misspelt = management.delete("/api/bans?user=42&backend=othr");
        JsonNode lifted = json(management.delete("/api/bans?user=42&backend=other"));

        // Then
        assertThat(misspelt.status()).isEqualTo(404);
        assertThat(lifted.get("bans")).hasSize(1);
        assertThat(lifted.at("/bans/0/backend").textValue()).isEqualTo("other");
        assertThat(json(management.get("/api/bans")).at("/bans/0/backend").textValue())
                .isEqualTo("own");

        // When
        json(management.delete("/api/bans?user=42"));

        // Then
        assertThat(management.sessions().revocations().bans()).isZero();
    }

    @Test
    void aShorterBanLeavesTheLongerOneInForceAndSaysSo() throws IOException {
        // Given
        JsonNode longer = json(management.delete("/api/users/own/anna/sessions?ban=12h"));

        // When
        JsonNode shorter = json(management.delete("/api/users/own/anna/sessions?ban=10m"));

        // Then
        JsonNode bans = json(management.get("/api/bans"));
        assertThat(bans.get("total").intValue()).isEqualTo(1);
        assertThat(longer.has("longerUntil")).isFalse();
        assertThat(shorter.get("ban")).isEqualTo(bans.at("/bans/0/id")).isEqualTo(longer.get("ban"));
        assertThat(shorter.get("longerUntil")).isEqualTo(bans.at("/bans/0/until"));
    }

    @Test
    void aLongerBanTakesThePlaceOfAShorterOne() throws IOException {
        // Given
        json(management.delete("/api/users/own/anna/sessions?ban=10m"));

        // When
        JsonNode longer = json(management.delete("/api/users/own/anna/sessions?ban=12h"));

        // Then
        JsonNode bans = json(management.get("/api/bans"));
        assertThat(bans.get("total").intValue()).isEqualTo(1);
        assertThat(longer.get("ban")).isEqualTo(bans.at("/bans/0/id"));
        assertThat(longer.has("longerUntil")).isFalse();
    }

    @Test
    void aKickWithoutABanNamesNone() throws IOException {
        // Given
        json(management.delete("/api/users/own/anna/sessions?ban=12h"));

        // When
        JsonNode ended = json(management.delete("/api/users/own/anna/sessions"));

        // Then
        assertThat(ended.has("ban")).isFalse();
        assertThat(ended.has("longerUntil")).isFalse();
    }

    @Test
    void bansOfAFormerVersionAreSeenAndEndedToo() throws IOException {
        // Given
        management.sessions().revocations().kick(new UserId("own", "anna"), TestingKicks.of(Duration.ofHours(1)));
        JsonNode ban = json(management.get("/api/bans")).at("/bans/0");

        // When
        management.delete("/api/bans/" + ban.get("id").textValue());

        // Then
        assertThat(ban.get("by")).isNull();
        assertThat(management.sessions().revocations().bans()).isZero();
    }

    @Test
    void theNewestComeFirstAndNoMoreThanWanted() throws IOException {
        // Given
        management.delete("/api/users/own/first/sessions?ban=1h");
        management.clock().passes(Duration.ofSeconds(2));
        management.delete("/api/users/own/second/sessions?ban=1h");

        // When
        JsonNode bans = json(management.get("/api/bans?limit=1"));

        // Then
        assertThat(bans.get("total").intValue()).isEqualTo(2);
        assertThat(bans.get("bans")).hasSize(1);
        assertThat(bans.at("/bans/0/user").textValue()).isEqualTo("second");
    }

    @Test
    void hostileWordsStayWordsOnOneLine() throws IOException {
        // When
        json(management.ask(
                "DELETE",
                "/api/users/own/" + HOSTILE + "/sessions?ban=1h&why=" + HOSTILE,
                Operator.NAME_HEADER + ": <script>"));
        String answer = management.get("/api/bans").body();

        // Then
        assertThat(answer).doesNotContain("\u202e", "\u2028", "script");
        JsonNode ban = JsonMapper.builder().build().readTree(answer).at("/bans/0");
        assertThat(ban.get("user").textValue()).isEqualTo("<img onerror=1>\u202e\u2028");
        assertThat(ban.get("why").textValue()).isEqualTo("<img onerror=1>\u202e\u2028");
        assertThat(ban.get("by").textValue()).isEqualTo("API, from 127.0.0.1");
    }

    @Test
    void wordsHaveABound() throws IOException {
        RawResponse answer = management.delete("/api/users/own/anna/sessions?ban=1h&why=" + "x".repeat(201));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(management.sessions().revocations().bans()).isZero();
    }

    private boolean isRefused(String user) {
        return management
                                .sessions()
                                .refused(
                                        management.viewing(user, "news", "203.0.113.1"),
                                        management.clock().clock().now())
                        != null
                || management.watches(user, "news", "203.0.113.9") == null;
    }

    private static JsonNode json(RawResponse answer) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonMapper.builder().build().readTree(answer.body());
    }
}
