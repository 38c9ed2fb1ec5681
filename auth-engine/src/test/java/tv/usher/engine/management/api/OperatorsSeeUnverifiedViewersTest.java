package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.util.ReasonCode;

class OperatorsSeeUnverifiedViewersTest {

    private final TestingManagement management;

    OperatorsSeeUnverifiedViewersTest() throws IOException {
        management = TestingManagement.onLoopback();
    }

    @AfterEach
    void close() throws Exception {
        management.close();
    }

    @Test
    void whoWhenWhereAndWhy() throws IOException {
        // Given
        Session session = management.letsInUnverified("news", "203.0.113.5");

        // When
        String body = management.get("/api/unverified").body();

        // Then
        assertThat(body)
                .contains(
                        "\"id\":\"" + session.key().hex() + "\"",
                        "\"backend\":\"own\"",
                        "\"channel\":\"news\"",
                        "\"client\":\"203.0.113.5\"",
                        "\"rule\":\"everyone\"",
                        "\"since\":\"20",
                        "\"why\":\"timeout\"",
                        "\"now\":\"unverified\"")
                .doesNotContain("token");
    }

    @Test
    void whatBecameOfThem() throws IOException {
        // Given
        Session session = management.letsInUnverified("news", "203.0.113.5");

        // When
        management.sessions().end(session, SessionEnd.LEFT);

        // Then
        assertThat(management.get("/api/unverified").body()).contains("\"now\":\"over\"");
    }

    @Test
    void asManyAsAskedForOfOneBackend() throws IOException {
        // Given
        for (int i = 0; i < 5; i++) {
            management.letsInUnverified("news", "203.0.113." + i);
        }

        // Then
        JsonNode one = JsonMapper.builder()
                .build()
                .readTree(management.get("/api/unverified?limit=1").body());
        assertThat(one.get("viewers")).hasSize(1);
        assertThat(one.at("/viewers/0/client").textValue()).isEqualTo("203.0.113.4");
        assertThat(one.get("total").intValue()).isEqualTo(5);
        assertThat(one.get("limit").intValue()).as("of both backends").isEqualTo(2_000);
        assertThat(one.get("sessions")).hasSize(1);
        assertThat(management.get("/api/unverified?backend=other").body())
                .isEqualTo("{\"total\":0,\"limit\":1000,\"sessions\":[],\"viewers\":[]}");
    }

    /** Each backend has places of its own, so the free ones of another don't help. */
    @Test
    void theStatusWarnsBeforeThePlacesOfTheirBackendAreTaken() throws IOException {
        // Given
        management.goesOut(ReasonCode.CONNECTION_REFUSED.with("connection refused"));

        // When
        for (int i = 0; i < 900; i++) {
            management.letsInUnverified("news", "203.0." + i / 200 + "." + i % 200);
        }

        // Then
        assertThat(management.get("/api/status").body())
                .contains("backend 'own': 900 viewers are unverified, of 1000 that may be");
    }
}
