package tv.usher.daemon.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsTableTest {

    private static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");

    private final JsonMapper json = JsonMapper.builder().build();
    private final ArrayNode sessions = json.createArrayNode();

    @Test
    void columnsAreAlignedWhateverIsInThem() {
        add("1", "anna", "news", "2027-01-15T09:00:00Z");
        add("22222222", "", "Спорт и погода", "2027-01-15T08:00:01Z");

        assertThat(lines())
                .containsExactly(
                        "ID        USER  NAME     CHANNEL         CLIENT       SINCE                 LEFT  WHY",
                        "1         anna  Анна К.  news            203.0.113.7  2027-01-15T07:00:00Z  1h0m  granted by own (rule everyone)",
                        "22222222  -     Анна К.  Спорт и погода  203.0.113.7  2027-01-15T07:00:00Z  1s    granted by own (rule everyone)");
    }

    @Test
    void namesBreakNoLineAndMoveNoCursor() {
        add("1", "anna\n1  eve\u001b[2J\u009b31m\u202e", "\r\t", "2027-01-15T09:00:00Z");

        assertThat(lines())
                .hasSize(2)
                .allMatch(line -> line.replace("Анна К.", "").chars().allMatch(c -> c >= 0x20 && c < 0x7f));
        assertThat(lines().get(1)).contains("anna\\n1  eve\\u001b[2J\\u009b31m\\u202e", "\\r\\t");
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-15T07:59:59Z, 0s",
        "2027-01-15T08:00:59.999Z, 59s",
        "2027-01-15T08:01:00Z, 1m0s",
        "2027-01-15T10:59:59Z, 2h59m",
        "2027-01-18T12:30:00Z, 3d4h",
    })
    void whatIsLeftIsToldInTwoUnits(String validUntil, String left) {
        add("1", "anna", "news", validUntil);

        assertThat(lines().get(1)).contains("  " + left + "  ");
    }

    private List<String> lines() {
        return new SessionsTable(NOW).lines(sessions);
    }

    private void add(String id, String user, String channel, String validUntil) {
        sessions.addObject()
                .put("id", id)
                .put("user", user)
                .put("name", "Анна К.")
                .put("channel", channel)
                .put("client", "203.0.113.7")
                .put("since", "2027-01-15T07:00:00.123Z")
                .put("validUntil", validUntil)
                .put("why", "granted by own (rule everyone)");
    }
}
