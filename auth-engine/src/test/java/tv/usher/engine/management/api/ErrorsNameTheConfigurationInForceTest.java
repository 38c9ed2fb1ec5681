package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tv.usher.engine.inbound.RawResponse;

/** An operator who edits one file while the daemon runs with another has to hear it at once. */
class ErrorsNameTheConfigurationInForceTest {

    @Test
    void whateverIsWrong() throws IOException {
        try (TestingManagement management = TestingManagement.onLoopback()) {
            for (RawResponse answer : new RawResponse[] {
                management.get("/api/sessions?limit=0"),
                management.get("/api/nothing"),
                management.delete("/api/bans/00c0ffee00aa"),
                management.ask("GET", "/api/status", "Origin: http://evil.example.com")
            }) {
                assertThat(answer.status()).isGreaterThanOrEqualTo(400);
                assertThat(JsonMapper.builder()
                                .build()
                                .readTree(answer.body())
                                .get("configuration")
                                .textValue())
                        .isEqualTo("/etc/usher/usher.yaml");
            }
        }
    }
}
