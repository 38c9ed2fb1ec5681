package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tv.usher.daemon.logging.ControlCharacters;

/** Sessions for a terminal, in columns that are as wide as they need to be. */
final class SessionsTable {

    private static final List<String> HEAD = List.of("ID", "USER", "CHANNEL", "CLIENT", "SINCE", "LEFT", "WHY");

    private final Instant now;

    SessionsTable(Instant now) {
        this.now = now;
    }

    /**
     * @param sessions of the API
     */
    List<String> lines(JsonNode sessions) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        sessions.forEach(session -> rows.add(row(session)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private List<String> row(JsonNode session) {
        return List.of(
                shown(session, "id"),
                shown(session, "user"),
                shown(session, "channel"),
                shown(session, "client"),
                moment(session, "since").truncatedTo(ChronoUnit.SECONDS).toString(),
                left(Duration.between(now, moment(session, "validUntil"))),
                shown(session, "why"));
    }

    /** Names come from viewers and middlewares, and must not move the cursor. */
    private static String shown(JsonNode session, String name) {
        String text = session.get(name).textValue();
        return text.isEmpty() ? "-" : ControlCharacters.escape(text);
    }

    private static Instant moment(JsonNode session, String name) {
        return Instant.parse(session.get(name).textValue());
    }

    /** In the two largest units, as in {@code 2h59m}. */
    private static String left(Duration left) {
        if (left.toSeconds() < 60) {
            return Math.max(0, left.toSeconds()) + "s";
        }
        if (left.toMinutes() < 60) {
            return left.toMinutes() + "m" + left.toSecondsPart() + "s";
        }
        return left.toHours() < 24
                ? left.toHours() + "h" + left.toMinutesPart() + "m"
                : left.toDays() + "d" + left.toHoursPart() + "h";
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length - 1; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - length(row.get(i)) + 2));
        }
        return line.append(row.get(widths.length - 1)).toString();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
