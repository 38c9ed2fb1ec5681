package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tv.usher.daemon.cli.Ages;
import tv.usher.daemon.cli.TextTable;

/** Bans for a terminal. */
final class BansTable {

    private BansTable() {}

    /**
     * @param bans of the API
     */
    static List<String> lines(JsonNode bans, Instant now) {
        TextTable table = new TextTable("ID", "KIND", "USER", "BACKEND", "SINCE", "LEFT", "BY", "WHY");
        bans.forEach(ban -> table.add(
                ban.path("id").asText(),
                ban.path("kind").asText(),
                ban.path("user").asText(),
                ban.path("backend").asText(),
                since(ban.path("since").asText()),
                Ages.text(Duration.between(now, Instant.parse(ban.path("until").asText()))),
                ban.path("by").asText(),
                ban.path("why").asText()));
        return table.lines();
    }

    private static String since(String moment) {
        return moment.isEmpty()
                ? ""
                : Instant.parse(moment).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
