package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tv.usher.daemon.cli.Ages;
import tv.usher.daemon.cli.Paint;
import tv.usher.daemon.cli.TextTable;

/** How the daemon is, for a terminal. */
final class StatusText {

    private static final String LINE = "%-12s %s";

    private final JsonNode status;
    private final Instant now;
    private final Paint paint;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param status of the API
     */
    StatusText(JsonNode status, Instant now, Paint paint) {
        this.status = status;
        this.now = now;
        this.paint = paint;
    }

    List<String> lines() {
        String version = text(status, "version");
        lines.add(paint.strong("Usher" + (version.isEmpty() ? "" : " " + version)) + ", "
                + text(status, "configuration") + ", up " + age(text(status, "startedAt")));
        line("viewers", viewers());
        line("decisions", decisions());
        line("store", store());
        atLimit();
        fullLimits();
        reload();
        lines.add("");
        backends();
        problems();
        return lines;
    }

    private String viewers() {
        JsonNode unverified = status.path("unverified");
        String most = unverified.has("limit") ? " of " + unverified.get("limit").asInt() : "";
        int bans = status.path("bans").asInt();
        return status.path("viewers").asInt() + " of "
                + status.path("limitOfSessions").asInt() + ", unverified "
                + unverified.path("viewers").asInt() + most + ", bans " + bans;
    }

    private String decisions() {
        JsonNode rates = status.path("decisionsPerSecond");
        return "allow %s/s, deny %s/s, could not decide %s/s"
                .formatted(number(rates.path("allow")), number(rates.path("deny")), number(rates.path("error")));
    }

    private String store() {
        JsonNode store = status.path("store");
        String kind = text(store, "kind");
        return text(store, "state").equals("ok")
                ? kind + ", " + paint.good("ok") + others(store.path("nodes"))
                : kind + ", " + paint.bad("away: " + text(store, "message"));
    }

    private static String others(JsonNode nodes) {
        List<String> names = new ArrayList<>();
        nodes.forEach(node -> names.add(node.asText()));
        return names.isEmpty() ? "" : ", shared with " + String.join(", ", names);
    }

    private void atLimit() {
        JsonNode users = status.path("usersAtLimit");
        List<String> names = new ArrayList<>();
        users.path("users")
                .forEach(user -> names.add(text(user, "user") + " of " + text(user, "backend") + " ("
                        + user.path("sessions").asInt() + " of "
                        + user.path("limit").asInt() + ")"));
        int more = users.path("count").asInt() - names.size();
        if (!names.isEmpty()) {
            line("at limit", String.join(", ", names) + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private void fullLimits() {
        List<String> limits = new ArrayList<>();
        status.path("fullLimits")
                .forEach(limit -> limits.add(text(limit, "limit") + " of "
                        + (limit.has("whose") ? text(limit, "whose") : "a token") + " ("
                        + limit.path("sessions").asInt() + " of "
                        + limit.path("most").asInt() + ")"));
        if (!limits.isEmpty()) {
            line("full", String.join(", ", limits));
        }
    }

    private void reload() {
        JsonNode reload = status.path("lastReload");
        if (reload.isObject()) {
            boolean fine = text(reload, "result").equals("ok");
            line("last reload", age(text(reload, "at")) + " ago, " + (fine ? paint.good("ok") : paint.bad("refused")));
        }
    }

    private void backends() {
        TextTable table = new TextTable("BACKEND", "TYPE", "STATE", "CANARY", "ASKED", "P50", "P99");
        status.path("backends").forEach(backend -> {
            boolean up = text(backend, "state").equals("up");
            table.add(
                    text(backend, "name"),
                    text(backend, "type"),
                    up ? "up" : "OUT for " + age(text(backend, "since")),
                    canary(backend.path("canary")),
                    number(backend.path("questionsPerSecond")) + "/s",
                    millis(backend.path("latencyMillis").path("p50")),
                    millis(backend.path("latencyMillis").path("p99")));
        });
        List<String> rows = table.lines();
        lines.add(rows.get(0));
        for (int i = 1; i < rows.size(); i++) {
            boolean up = text(status.path("backends").get(i - 1), "state").equals("up");
            lines.add(up ? rows.get(i) : paint.bad(rows.get(i)));
        }
    }

    private String canary(JsonNode canary) {
        String state = text(canary, "state");
        return canary.has("lastGoodAt") ? state + ", good " + age(text(canary, "lastGoodAt")) + " ago" : state;
    }

    private void problems() {
        JsonNode problems = status.path("problems");
        lines.add("");
        if (problems.isEmpty()) {
            lines.add(paint.good("nothing is wrong"));
        }
        problems.forEach(problem -> {
            lines.add(paint.bad("! " + text(problem, "message")));
            lines.add("  " + text(problem, "advice"));
        });
    }

    private void line(String name, String value) {
        lines.add(LINE.formatted(name, value));
    }

    private String age(String moment) {
        return moment.isEmpty() ? "-" : Ages.text(Duration.between(Instant.parse(moment), now));
    }

    private static String number(JsonNode number) {
        return String.format(Locale.ROOT, "%.1f", number.asDouble());
    }

    private static String millis(JsonNode number) {
        return number.isNumber() ? number(number) + " ms" : "-";
    }

    /** Names come from middlewares and operators, and must not move the cursor. */
    private static String text(JsonNode object, String name) {
        return TextTable.shown(object.path(name).asText());
    }
}
