package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.inbound.RawResponse;
import tv.usher.engine.net.WireText;

/** A person at a help-desk types what the caller on the phone says, and finds the viewer. */
class OperatorsFindViewersTest {

    private TestingManagement management;

    @BeforeEach
    void start() throws IOException {
        management = TestingManagement.onLoopback();
    }

    @AfterEach
    void stop() {
        management.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann|anna joanna",
                "ANN|anna joanna",
                "sport|joanna",
                "SPORT 1|joanna",
                "live/|anna",
                "other|bob",
                "203.0.113.|anna joanna",
                "2001:DB8:0::5|J\u00fcrgen",
                "db8|J\u00fcrgen",
                "\u00fcrg|J\u00fcrgen",
                "\u00dcRG|J\u00fcrgen",
                "\u0430\u043d\u043d|\u0410\u043d\u043d\u0430",
                "\u0410\u041d\u041d|\u0410\u043d\u043d\u0430",
                "\u5f20|\u5f20\u4f1f",
                "\u0421\u043f\u043e\u0440\u0442|spartak",
                "\ud83d\ude80|\ud83d\ude80",
                "  anna  |anna joanna",
                "nobody|",
                "<img|",
            })
    void aPieceOfWhatIsSeenIsEnough(String typed, String found) throws IOException {
        // Given
        watches("anna", "live/news", "203.0.113.1");
        watches("joanna", "Sport 1", "203.0.113.2");
        watches("J\u00fcrgen", "news", "2001:db8::5");
        watches("\u0410\u043d\u043d\u0430", "news", "198.51.100.1");
        watches("\u5f20\u4f1f", "news", "198.51.100.2");
        watches("\ud83d\ude80", "news", "198.51.100.3");
        watches("spartak", WireText.write("/\u0441\u043f\u043e\u0440\u0442/"), "198.51.100.5");
        management.watches("bob", "news", "198.51.100.4", "other", true);

        // When
        JsonNode page = sessions("q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8) + "&sort=user");

        // Then
        assertThat(String.join(" ", users(page))).isEqualTo(found == null ? "" : found);
        assertThat(page.get("total").intValue()).isEqualTo(page.get("sessions").size());
    }

    /** {@code _}: the viewer without a name. */
    @ParameterizedTest
    @CsvSource({
        "user, anna Bob carl _",
        "-user, carl Bob anna _",
        "address, _ carl anna Bob",
        "-address, Bob anna carl _",
        "channel, Bob carl _ anna",
        "backend, anna _ carl Bob",
        "since, anna Bob carl _",
        "-since, _ carl Bob anna",
        "-lastSeen, _ carl Bob anna",
    })
    void theyAreSortedAsAskedAndWhoLacksItIsLast(String sort, String order) throws IOException {
        // Given
        watches("anna", "news", "203.0.113.10");
        management.clock().passes(Duration.ofSeconds(2));
        management.watches("Bob", "1", "2001:db8::5", "zeta", true);
        management.clock().passes(Duration.ofSeconds(2));
        management.watches("carl", "2", "203.0.113.9", "yota", true);
        management.clock().passes(Duration.ofSeconds(2));
        management.watches("", "3", "203.0.113.8", "own2", true);

        // When
        List<String> users = users(sessions("sort=" + sort));

        // Then
        assertThat(users).containsExactly(order.replace("_", "").split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20, 1000})
    void sortedPagesShowEachOnce(int limit) throws IOException {
        // Given
        List<String> expected =
                IntStream.range(0, 20).mapToObj("u%02d"::formatted).toList();
        expected.forEach(user -> watches(user, "news", "203.0.113.1"));

        // When
        List<String> shown = new ArrayList<>();
        for (int offset = 0; offset < 20; offset += limit) {
            JsonNode page = sessions("sort=user&limit=" + limit + "&offset=" + offset);
            assertThat(page.get("total").intValue()).isEqualTo(20);
            assertThat(page.get("next").isNull()).isTrue();
            shown.addAll(users(page));
        }

        // Then
        assertThat(shown).isEqualTo(expected);
        assertThat(users(sessions("sort=user&offset=20"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=",
                "sort=-",
                "sort=--user",
                "sort=users",
                "sort=token",
                "offset=-1",
                "offset=1000001",
                "offset=1e3",
                "offset=",
                "sort=user&after=00000000000000000000000000000000",
                "offset=1&after=00000000000000000000000000000000"
            })
    void whatHasNoMeaningIsRefused(String query) throws IOException {
        RawResponse answer = management.get("/api/sessions?" + query);

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void aTextToFindHasABound() throws IOException {
        assertThat(management.get("/api/sessions?q=" + "a".repeat(256)).status())
                .isEqualTo(200);
        assertThat(management.get("/api/sessions?q=" + "a".repeat(257)).status())
                .isEqualTo(400);
    }

    @Test
    void theDaysViewersAreCounted() throws IOException {
        // Given
        watches("anna", "news", "203.0.113.1");
        watches("bob", "news", "203.0.113.2");
        management.sessions().sweeper().sweep();
        management.delete("/api/users/own/bob/sessions");
        management.sessions().sweeper().sweep();
        management.clock().passes(Duration.ofMinutes(5));
        management.sessions().sweeper().sweep();

        // When
        JsonNode history = json(management.get("/api/viewers-history"));

        // Then
        assertThat(history.get("stepSeconds").intValue()).isEqualTo(300);
        assertThat(history.get("viewers").toString())
                .as("the most of each step")
                .isEqualTo("[2,1]");
    }

    private void watches(String user, String channel, String client) {
        management.watches(user, channel, client);
    }

    private JsonNode sessions(String query) throws IOException {
        return json(management.get("/api/sessions?" + query));
    }

    private static JsonNode json(RawResponse answer) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonMapper.builder().build().readTree(answer.body());
    }

    private static List<String> users(JsonNode page) {
        List<String> users = new ArrayList<>();
        page.get("sessions").forEach(session -> users.add(session.get("user").textValue()));
        return users;
    }
}
