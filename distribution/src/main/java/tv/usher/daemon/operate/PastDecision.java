package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tv.usher.daemon.logging.ControlCharacters;

/** One decision for a terminal. */
final class PastDecision {

    private PastDecision() {}

    /**
     * @param decision of the API
     */
    static List<String> lines(JsonNode decision) {
        List<String> lines = new ArrayList<>();
        lines.add("%s  %-5s  %s %s %s  (%s of %s, %d ms)"
                .formatted(
                        shown(decision, "at"),
                        shown(decision, "answer"),
                        shown(decision, "client"),
                        text(decision, "action").equals("publish") ? "publishing" : "on",
                        shown(decision, "channel"),
                        shown(decision, "dialect"),
                        shown(decision, "caller"),
                        decision.get("millis").longValue()));
        lines.add("    by " + by(decision) + why(decision));
        advice(decision).ifPresent(advice -> lines.add("    " + advice));
        return lines;
    }

    private static String by(JsonNode decision) {
        String backend = text(decision, "backend");
        String rule = text(decision, "rule");
        String by = rule.isEmpty() ? "no rule" : "'" + shown(decision, "rule") + "'";
        return backend.isEmpty() ? by : by + ", which asked " + backend;
    }

    private static String why(JsonNode decision) {
        String why = text(decision, "why");
        if (why.isEmpty()) {
            String user = text(decision, "user");
            return user.isEmpty() ? ": allowed" : ": allowed as user " + shown(decision, "user");
        }
        return ": " + shown(decision, "why");
    }

    private static Optional<String> advice(JsonNode decision) {
        String why = text(decision, "why");
        boolean outage = text(decision, "verdict").equals("unavailable")
                && !text(decision, "backend").isEmpty();
        if (!outage) {
            return Advice.onRefusal(why);
        }
        String effect = text(decision, "answer").equals("allow")
                ? "its 'on-unavailable: allow' let the viewer in unverified"
                : "what viewers get then is its 'on-unavailable'";
        return Optional.of(Advice.onOutage(why).map(advice -> advice + "; ").orElse("") + effect);
    }

    private static String text(JsonNode decision, String name) {
        return decision.get(name).textValue();
    }

    /** Names come from viewers and middlewares, and must not move the cursor. */
    private static String shown(JsonNode decision, String name) {
        String text = text(decision, name);
        return text.isEmpty() ? "-" : ControlCharacters.escape(text);
    }
}
