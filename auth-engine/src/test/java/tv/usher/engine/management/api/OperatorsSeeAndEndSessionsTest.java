package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Grant;
import tv.usher.engine.inbound.RawResponse;
import tv.usher.engine.session.AdmissionResult;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.TestingOrigins;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.ReasonCode;

class OperatorsSeeAndEndSessionsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private TestingManagement management;

    @BeforeEach
    void listen() throws IOException {
        management = TestingManagement.onLoopback();
    }

    @AfterEach
    void stop() {
        management.close();
    }

    @Test
    void aSessionTellsEverythingAboutItself() throws IOException {
        // Given
        Session session = management.watches("77", "news", "203.0.113.7");
        management.clock().passes(MINUTE);
        management
                .sessions()
                .known(management.viewing("77", "news", "203.0.113.7"), session.began() + MINUTE.toNanos());

        // When
        JsonNode shown = json(management.get("/api/sessions/" + session.key().hex()));

        // Then
        assertThat(shown).isEqualTo(JsonMapper.builder().build().readTree("""
                {"id": "%s", "backend": "own", "user": "77", "name": "", "channel": "news", "client": "203.0.113.7",
                 "dialect": "nginx", "caller": "127.0.0.1", "rule": "everyone", "verified": true, "canBeCut": false,
                 "playsOn": false, "why": "granted by own (rule everyone)", "since": "2027-01-15T08:00:00Z",
                 "lastSeen": "2027-01-15T08:01:00Z", "grantEnds": "2027-01-15T08:10:00Z",
                 "validUntil": "2027-01-15T08:10:00Z", "idleEnds": "2027-01-15T09:01:00Z", "limited": false,
                 "limits": []}""".formatted(
                        session.key().hex())));
        assertThat(json(management.get("/api/sessions")).get("sessions").get(0)).isEqualTo(shown);
    }

    @Test
    void whyTellsAnOutage() throws IOException {
        // Given
        Session unverified = management.watches("1", "news", "203.0.113.1", "other", false);
        Session kept = management.watches("2", "news", "203.0.113.2");
        management.clock().passes(Duration.ofMinutes(10));
        Session late = management.watches("3", "news", "203.0.113.3");
        management.sessions().reauthorization().keep(kept);

        // Then
        assertThat(json(management.get("/api/sessions/" + unverified.key().hex()))
                        .has("error"))
                .isTrue();
        assertThat(why(kept)).isEqualTo("granted by own (rule everyone), kept through an outage");
        assertThat(why(late)).isEqualTo("granted by own (rule everyone)");
        assertThat(why(management.watches("4", "news", "203.0.113.4", "other", false)))
                .isEqualTo("unverified, since other was unavailable (rule everyone)");
    }

    private String why(Session session) throws IOException {
        return json(management.get("/api/sessions/" + session.key().hex()))
                .get("why")
                .textValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1000})
    void pagesShowEachSessionOnceInOrder(int limit) throws IOException {
        // Given
        List<String> ids = IntStream.range(0, 20)
                .mapToObj(i -> management.watches("u" + i, "news", "203.0.113." + i))
                .map(session -> session.key().hex())
                .sorted()
                .toList();

        // When
        List<String> shown = new ArrayList<>();
        int pages = 0;
        for (String next = ""; next != null; pages++) {
            JsonNode page =
                    json(management.get("/api/sessions?limit=" + limit + (next.isEmpty() ? "" : "&after=" + next)));
            page.get("sessions").forEach(session -> shown.add(session.get("id").textValue()));
            next = page.get("next").textValue();
        }

        // Then
        assertThat(shown).isEqualTo(ids);
        assertThat(pages).isEqualTo((20 + limit - 1) / limit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "user=anna 2",
                "user=ann 0",
                "user=anna&channel=news 1",
                "channel=news 2",
                "client=203.0.113.2 1",
                "client=2001:0DB8::0:5 1",
                "backend=other 1",
                "dialect=nginx 4",
                "dialect=cesbo 0",
                "caller=127.0.0.1 4",
                "caller=127.0.0.2 0",
                "verified=true 3",
                "verified=false 1",
                "user=J%C3%BCrgen 1",
            })
    void filtersShowThoseForWhomAllHolds(String query, int expected) throws IOException {
        // Given
        management.watches("anna", "news", "203.0.113.1");
        management.watches("anna", "sport", "203.0.113.2");
        management.watches("J\u00fcrgen", "news", "2001:db8::5");
        management.watches("bob", "sport", "203.0.113.4", "other", false);

        // Then
        assertThat(json(management.get("/api/sessions?" + query)).get("sessions"))
                .hasSize(expected);
    }

    @Test
    void anEndedSessionIsDeniedFromMemoryForTheBan() throws IOException {
        // Given
        Session session = management.watches("77", "news", "203.0.113.7");
        Viewing viewing = management.viewing("77", "news", "203.0.113.7");

        // When
        RawResponse answer = management.delete("/api/sessions/" + session.key().hex() + "?ban=10m");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .matches(
                        "\\{\"ended\":1,\"stillPlaying\":0,\"banned\":\\[\"viewing\",\"token\"],\"user\":\"77\",\"backend\":\"own\","
                                + "\"ban\":\"[0-9a-f]{12}\"}");
        assertThat(known(viewing)).isFalse();
        assertThat(refused(viewing)).isEqualTo("banned by an operator");
        management.clock().passes(Duration.ofMinutes(9));
        assertThat(refused(viewing)).isEqualTo("banned by an operator");
        management.clock().passes(Duration.ofMinutes(2));
        assertThat(refused(viewing)).isEmpty();
        assertThat(management.delete("/api/sessions/" + session.key().hex()).status())
                .isEqualTo(404);
    }

    @Test
    void whoseMediaServerAskedOnceAndCannotCutPlaysOn() throws IOException {
        // Given
        Session antmedia = management.watchesWhole("77", null);
        Session mediamtx = management.watchesWhole("77", new ServerConnection("127.0.0.1", "connection-1"));
        Session edge = management.watches("77", "news", "203.0.113.7");

        // Then
        assertThat(playsOn(antmedia)).isTrue();
        assertThat(playsOn(mediamtx)).isFalse();
        assertThat(playsOn(edge)).isFalse();
        assertThat(management.delete("/api/users/own/77/sessions").body())
                .startsWith("{\"ended\":3,\"stillPlaying\":1,");
        Session again = management.watchesWhole("78", null);
        assertThat(management.delete("/api/sessions/" + again.key().hex()).body())
                .startsWith("{\"ended\":1,\"stillPlaying\":1,");
    }

    private boolean playsOn(Session session) throws IOException {
        return json(management.get("/api/sessions/" + session.key().hex()))
                .get("playsOn")
                .booleanValue();
    }

    @Test
    void aUsersSessionsEndTogetherAndOthersGoOn() throws IOException {
        // Given
        management.watches("anna", "news", "203.0.113.1");
        management.watches("anna", "sport", "203.0.113.2");
        Session namesake = management.watches("anna", "news", "203.0.113.3", "other", true);
        Session bob = management.watches("bob", "news", "203.0.113.4");

        // When
        RawResponse answer = management.delete("/api/users/own/anna/sessions");

        // Then
        assertThat(answer.body()).startsWith("{\"ended\":2,");
        assertThat(ids())
                .containsExactlyInAnyOrder(namesake.key().hex(), bob.key().hex());
        assertThat(admitted("anna", "own")).as("no ban was asked for").isTrue();
    }

    @Test
    void sessionsThatWereOverBeforeAreNotCounted() throws IOException {
        // Given
        management.watches("anna", "news", "203.0.113.1");
        management.clock().passes(Duration.ofMinutes(11));
        management.watches("anna", "sport", "203.0.113.2");

        // When
        RawResponse answer = management.delete("/api/users/own/anna/sessions");

        // Then
        assertThat(answer.body()).startsWith("{\"ended\":1,");
    }

    @ParameterizedTest
    @CsvSource({
        "anna, anna",
        "a/b, a%2Fb",
        "50% off, 50%25%20off",
        "a+b, a+b",
        "J\u00fcrgen, J%C3%BCrgen",
        "\u0410\u043d\u043d\u0430, %D0%90%D0%BD%D0%BD%D0%B0",
        ".., ..",
    })
    void aBannedUserStaysOutWhateverTheName(String name, String encoded) throws IOException {
        // Given
        assertThat(admitted(name, "own")).isTrue();

        // When
        RawResponse answer = management.delete("/api/users/own/" + encoded + "/sessions?ban=1h");

        // Then
        assertThat(answer.body()).startsWith("{\"ended\":1,");
        assertThat(admitted(name, "own")).isFalse();
        assertThat(admitted(name, "other")).isTrue();
    }

    @Test
    void aUserWithoutASessionCanBeBanned() throws IOException {
        assertThat(management.delete("/api/users/own/anna/sessions?ban=1h").body())
                .startsWith("{\"ended\":0,");

        assertThat(admitted("anna", "own")).isFalse();
    }

    @Test
    void countsTellWhoIsThereAndWhy() throws IOException {
        // Given
        management.watches("1", "news", "203.0.113.1");
        management.watches("2", "news", "203.0.113.2", "other", false);
        Session kept = management.watches("3", "news", "203.0.113.3");
        management.sessions().reauthorization().keep(kept);
        management
                .sessions()
                .deny(
                        management.viewing("5", "news", "203.0.113.5"),
                        new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "own"));
        management.delete("/api/users/own/9/sessions?ban=1h");

        // Then
        assertThat(management.get("/api/counts").body())
                .isEqualTo(
                        "{\"sessions\":3,\"byBackend\":{\"other\":1,\"own\":2},\"byDialect\":{\"nginx\":3},"
                                + "\"unverified\":1,\"kept\":1,\"bans\":1,\"denials\":1,\"store\":{\"ok\":true,\"problem\":null}}");
    }

    @Test
    void aBanTooManyEndsTheSessionsAndSaysWhatIsNotBannedAndWhichKeyCounts() throws IOException {
        // Given
        Session session = management.watches("77", "news", "203.0.113.7");
        management.watches("anna", "news", "203.0.113.8");
        management.watches("j\u00f6rg", "news", "203.0.113.9");
        management.watches("j\u00f6rg", "news", "203.0.113.10");
        for (int i = 0; i < 1000; i++) {
            management.sessions().revocations().kick(new UserId("own", "u" + i), TestingKicks.of(MINUTE));
        }

        // When
        RawResponse ofSession =
                management.delete("/api/sessions/" + session.key().hex());
        RawResponse ofUser = management.delete("/api/users/own/anna/sessions?ban=1h");
        RawResponse ofTwo = management.delete("/api/users/own/j%C3%B6rg/sessions");

        // Then
        assertThat(Stream.of(ofSession, ofUser, ofTwo)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.body()).contains("there are 1000 bans already (sessions.max-bans)");
        });
        assertThat(ofSession.body()).contains("ended 1 session, but ", "not all that named it is kept out");
        assertThat(ofUser.body()).contains("ended 1 session, but the user isn't banned and not all that named it");
        assertThat(ofTwo.body()).contains("ended 2 sessions, but not all that named them is kept out");
        assertThat(ids()).isEmpty();
    }

    @Test
    void aBannedUserWhoseSessionsCouldNotBeBannedIsToldAsBanned() throws IOException {
        // Given
        management.watches("anna", "news", "203.0.113.8");
        for (int i = 0; i < 999; i++) {
            management.sessions().revocations().kick(new UserId("own", "u" + i), TestingKicks.of(MINUTE));
        }

        // When
        RawResponse answer = management.delete("/api/users/own/anna/sessions?ban=1h");

        // Then
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body())
                .contains("ended 1 session and banned the user, but not all that named it is kept out: there are 1000");
        assertThat(ids()).isEmpty();
        assertThat(admitted("anna", "own")).isFalse();
    }

    @Test
    void readingChangesNothing() throws IOException {
        // Given
        Session session = management.watches("77", "news", "203.0.113.7");
        String before = management.get("/api/sessions").body();
        management.clock().passes(Duration.ofSeconds(5));

        // When
        for (String method : List.of("GET", "HEAD")) {
            management.ask(method, "/api/sessions/" + session.key().hex() + "?ban=10m");
            management.ask(method, "/api/users/own/77/sessions?ban=10m");
            management.ask(method, "/api/sessions/" + session.key().hex());
        }

        // Then
        assertThat(management.get("/api/sessions").body()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/sessions", "/api/counts", "/api/nothing", "/api/sessions?limit=0", "/openapi.yaml"})
    void headIsGetWithoutTheBody(String target) throws IOException {
        RawResponse get = management.get(target);

        assertThat(management.ask("HEAD", target).head()).isEqualTo(get.head());
        assertThat(get.body()).isNotEmpty();
    }

    private List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>();
        json(management.get("/api/sessions"))
                .get("sessions")
                .forEach(each -> ids.add(each.get("id").textValue()));
        return ids;
    }

    /** With a token that was never seen before. */
    private boolean admitted(String user, String backend) {
        Viewing viewing = management.viewing(user + backend + System.nanoTime(), "news", "203.0.113.9");
        Grant grant = Grant.lasting(MINUTE).user(user);
        AdmissionResult admission = management
                .sessions()
                .admit(viewing, TestingOrigins.of(backend), grant, MINUTE)
                .join();
        return admission.refusal() == null;
    }

    private boolean known(Viewing viewing) {
        return management.sessions().known(viewing, now()) != null;
    }

    private String refused(Viewing viewing) {
        Refusal refusal = management.sessions().refused(viewing, now());
        return refusal == null ? "" : refusal.reason().text();
    }

    private long now() {
        return management.clock().now();
    }

    private static JsonNode json(RawResponse answer) throws IOException {
        assertThat(answer.header("content-type")).contains("application/json");
        return JsonMapper.builder().build().readTree(answer.body());
    }
}
