package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.decision.TestingDecider;

class OperatorsAskWhyTest {

    @ParameterizedTest
    @CsvSource({
        "client=203.0.113.1, 1",
        "client=0203.0.113.1, -1",
        "client=203.0.113.9, 0",
        "session=s2, 1",
        "channel=/live/a/index.m3u8, 1",
        "channel=/live/a/, 1",
        "channel=/live/, 2",
        "channel=/live, 0",
        "answer=deny, 1",
        "answer=nope, -1",
        "user=77, 0",
        "limit=1, 1"
    })
    void byWhatTheyKnowOfTheViewer(String query, int found) throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            // Given
            management.decided("203.0.113.1", "s1", "/live/a/index.m3u8", TestingDecider.denied());
            management.decided("203.0.113.2", "s2", "/live/b/index.m3u8", TestingDecider.undecided());

            // When
            var answer = management.get("/api/decisions?" + query);

            // Then
            assertThat(answer.status()).isEqualTo(found < 0 ? 400 : 200);
            assertThat(answer.body().split("\"at\":", -1)).hasSize(1 + Math.max(0, found));
        }
    }

    /** Whoever asks sees the decisions and the cuts of the same viewers. */
    @ParameterizedTest
    @CsvSource({
        "client=2001:db8::1, 1, 1",
        "client=2001:DB8:0::1, 1, 1",
        "client=2001:db8::2, 0, 0",
        "channel=/live/news/index.m3u8, 1, 1",
        "channel=/live/news/, 1, 1",
        "channel=/live/, 1, 1",
        "channel=/live/news, 0, 0",
        "user=%D0%90%D0%BD%D0%BD%D0%B0, 0, 1",
        "user=77, 0, 0",
        "answer=deny, 1, 0",
    })
    void cutsAreFoundByTheSameWords(String query, int decisions, int cuts) throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            // Given
            management.decided("2001:db8::1", "s1", "/live/news/index.m3u8", TestingDecider.denied());
            management.cut("2001:db8::1", "/live/news/index.m3u8", "Анна");

            // When
            JsonNode page = JsonMapper.builder()
                    .build()
                    .readTree(management.get("/api/decisions?" + query).body());

            // Then
            assertThat(page.get("decisions")).hasSize(decisions);
            assertThat(page.get("cuts"))
                    .hasSize(cuts)
                    .allSatisfy(cut -> assertThat(cut.get("user").textValue()).isEqualTo("Анна"));
        }
    }

    @Test
    void aCutIsShownWithAllThatIsKnownOfIt() throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            management.cut("2001:db8::1", "/live/news/", "77");

            assertThat(management.get("/api/decisions").body())
                    .contains(
                            "\"cuts\":[{\"at\":\"2030-01-01T00:00:00Z\",\"result\":\"cut\",\"text\":\"\",\"why\":\"kicked\","
                                    + "\"dialect\":\"mediamtx\",\"server\":\"127.0.0.1\",\"session\":\"\",\"client\":\"2001:db8::1\","
                                    + "\"channel\":\"/live/news/\",\"user\":\"77\"}]");
        }
    }

    @Test
    void theAnswerHasTheReasonAndNoToken() throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            // Given
            management.decided("203.0.113.1", "s1", "/live/a/index.m3u8", TestingDecider.denied());

            // When
            String body = management.get("/api/decisions").body();

            // Then
            assertThat(body)
                    .contains(
                            "\"why\":\"because\"",
                            "\"rule\":\"test\"",
                            "\"millis\":5",
                            "\"caller\":\"127.0.0.1\"",
                            "\"action\":\"play\"")
                    .doesNotContain("secret-of-a-viewer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"client=nobody", "limit=0", "limit=x", "paths=/a", "client=1.2.3.4&client=1.2.3.4"})
    void slipsOfThePenAreNotTakenForNoFilter(String query) throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            assertThat(management.get("/api/decisions?" + query).status()).isEqualTo(400);
        }
    }
}
