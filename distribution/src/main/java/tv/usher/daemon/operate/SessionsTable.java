package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tv.usher.daemon.cli.Ages;
import tv.usher.daemon.cli.TextTable;

/** Sessions for a terminal. */
final class SessionsTable {

    private final Instant now;

    SessionsTable(Instant now) {
        this.now = now;
    }

    /**
     * @param sessions of the API
     */
    List<String> lines(JsonNode sessions) {
        TextTable table = new TextTable("ID", "USER", "NAME", "CHANNEL", "CLIENT", "SINCE", "LEFT", "WHY");
        sessions.forEach(session -> table.add(
                text(session, "id"),
                text(session, "user"),
                text(session, "name"),
                text(session, "channel"),
                text(session, "client"),
                moment(session, "since").truncatedTo(ChronoUnit.SECONDS).toString(),
                Ages.text(Duration.between(now, moment(session, "validUntil"))),
                text(session, "why")));
        return table.lines();
    }

    private static String text(JsonNode session, String name) {
        return session.path(name).asText();
    }

    private static Instant moment(JsonNode session, String name) {
        return Instant.parse(text(session, name));
    }
}
