package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.session.Session;

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
        management.sessions().end(session);

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
        assertThat(management.get("/api/unverified?limit=1").body())
                .contains("203.0.113.4")
                .doesNotContain("203.0.113.3");
        assertThat(management.get("/api/unverified?backend=other").body()).isEqualTo("{\"viewers\":[]}");
    }
}
