package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;

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
        assertThat(one.get("sessions")).hasSize(1);
        assertThat(management.get("/api/unverified?backend=other").body())
                .isEqualTo("{\"total\":0,\"limit\":2000,\"sessions\":[],\"viewers\":[]}");
    }
}
