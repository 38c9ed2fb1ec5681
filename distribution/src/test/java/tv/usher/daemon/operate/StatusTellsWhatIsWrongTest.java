package tv.usher.daemon.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.usher.daemon.cli.Paint;

class StatusTellsWhatIsWrongTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static final String STATUS = """
            {"version":"1.0.0","configuration":"/etc/usher/usher.yaml","startedAt":"2026-11-28T10:00:00Z",
             "decisionsPerSecond":{"allow":12.34,"deny":0.4,"error":0.0},"viewers":123,"limitOfSessions":100000,
             "unverified":{"viewers":2,"limit":1000},"bans":3,
             "backends":[
              {"name":"ministra","type":"stalker","state":"up","onUnavailable":"allow",
               "canary":{"state":"good","lastGoodAt":"2026-11-29T11:59:48Z"},"questionsPerSecond":1.2,
               "latencyMillis":{"p50":3.1,"p99":20.0}},
              {"name":"own","type":"http","state":"unavailable","reason":"connection-refused",
               "message":"connection refused","since":"2026-11-29T11:02:00Z","onUnavailable":"deny",
               "canary":{"state":"failed"},"questionsPerSecond":0.0}],
             "usersAtLimit":{"count":51,"users":[{"user":"an\\u001bna","backend":"ministra","sessions":3,"limit":3}]},
             "store":{"kind":"file","state":"away","message":"no space"},
             "problems":[{"code":"backend-unavailable","message":"backend 'own' is out","advice":"look at it"}],
             "lastReload":{"at":"2026-11-29T11:00:00Z","result":"refused","message":"a mistake"}}
            """;

    @Test
    void everythingAtAGlance() throws IOException {
        assertThat(lines(STATUS))
                .containsExactly(
                        "Usher 1.0.0, /etc/usher/usher.yaml, up 1d2h",
                        "viewers      123 of 100000, unverified 2 of 1000, bans 3",
                        "decisions    allow 12.3/s, deny 0.4/s, could not decide 0.0/s",
                        "store        file, away: no space",
                        "at limit     an\\u001bna of ministra (3 of 3) and 50 more",
                        "last reload  1h0m ago, refused",
                        "",
                        "BACKEND   TYPE     STATE          CANARY              ASKED  P50     P99",
                        "ministra  stalker  up             good, good 12s ago  1.2/s  3.1 ms  20.0 ms",
                        "own       http     OUT for 58m0s  failed              0.0/s  -       -",
                        "",
                        "! backend 'own' is out",
                        "  look at it");
    }

    @Test
    void whereNothingIsWrongItSaysSo() throws IOException {
        assertThat(lines("""
                {"configuration":"c","startedAt":"2026-11-29T11:59:00Z","viewers":0,"backends":[],"problems":[]}
                """)).contains("Usher, c, up 1m0s", "nothing is wrong");
    }

    private static List<String> lines(String json) throws IOException {
        JsonNode status = JsonMapper.builder().build().readTree(json);
        return new StatusText(status, NOW, Paint.none()).lines();
    }
}
