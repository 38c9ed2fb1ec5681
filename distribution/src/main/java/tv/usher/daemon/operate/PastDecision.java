package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tv.usher.daemon.call.CallerKind;
import tv.usher.daemon.cli.Paint;
import tv.usher.engine.util.ReasonCode;

/** One decision for a terminal. */
final class PastDecision {

    /** Why somebody is kept out whom the outage would have let in. */
    private static final Set<ReasonCode> KEPT_OUT = EnumSet.of(
            ReasonCode.BANNED,
            ReasonCode.OVER_LIMIT,
            ReasonCode.SESSION_REPLACED,
            ReasonCode.UNVERIFIED_OVER,
            ReasonCode.UNVERIFIED_FULL,
            ReasonCode.UNVERIFIED_UNCOUNTED);

    // As advice has them.
    private static final String EXPLAIN = "usher explain --as CALLER --ask URL";
    private static final String SESSIONS = "usher sessions --user USER";

    private static final Pattern PLAIN = Pattern.compile("[\\w/][\\w./@:-]*");

    /** What a middleware says of whoever shows it nothing. */
    private static final Set<ReasonCode> OF_THE_VIEWER = EnumSet.of(ReasonCode.DENIED_BY_STATUS, ReasonCode.DENIED);

    private PastDecision() {}

    /**
     * @param decision of the API
     */
    static List<String> lines(JsonNode decision, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s  %s %s %s  (%s of %s, %d ms)"
                .formatted(
                        ApiText.orDash(decision, "at"),
                        answer(decision, paint),
                        ApiText.orDash(decision, "client"),
                        text(decision, "action").equals("publish") ? "publishing" : "on",
                        ApiText.orDash(decision, "channel"),
                        ApiText.orDash(decision, "dialect"),
                        ApiText.orDash(decision, "caller"),
                        decision.get("millis").longValue()));
        lines.add("    by " + by(decision) + why(decision));
        advice(decision).ifPresent(advice -> lines.add("    " + advice));
        return lines;
    }

    private static String answer(JsonNode decision, Paint paint) {
        String answer = "%-5s".formatted(ApiText.orDash(decision, "answer"));
        return switch (text(decision, "answer")) {
            case "allow" -> paint.good(answer);
            case "deny" -> paint.bad(answer);
            default -> paint.doubtful(answer);
        };
    }

    private static String by(JsonNode decision) {
        String backend = text(decision, "backend");
        String rule = text(decision, "rule");
        String by = rule.isEmpty() ? "no rule" : "'" + ApiText.orDash(decision, "rule") + "'";
        return backend.isEmpty() ? by : by + ", which asked " + backend;
    }

    private static String why(JsonNode decision) {
        String why = text(decision, "why").isEmpty() ? "" : ": " + ApiText.orDash(decision, "why");
        if (!text(decision, "verdict").equals("allow")) {
            return why;
        }
        String user = text(decision, "user");
        return (user.isEmpty() ? ": allowed" : ": allowed as user " + ApiText.orDash(decision, "user"))
                + why.replaceFirst(":", ",");
    }

    private static Optional<String> advice(JsonNode decision) {
        Optional<ReasonCode> code = ReasonCode.of(decision.path("reason").asText());
        if (decision.path("unnamed").booleanValue() // an older daemon doesn't tell
                && code.filter(OF_THE_VIEWER::contains).isPresent()) {
            return Optional.of(
                    "the request showed no token and belongs to no viewing that Usher knows (by address, user agent"
                            + " and folder): see how the viewer's requests with a token were answered");
        }
        Optional<String> remedy = code.map(ReasonCode::remedy).map(advice -> runnable(advice, decision));
        boolean outage = text(decision, "verdict").equals("unavailable")
                && !text(decision, "backend").isEmpty()
                && code.filter(KEPT_OUT::contains).isEmpty();
        if (!outage) {
            return remedy;
        }
        String effect = text(decision, "answer").equals("allow")
                ? "its 'on-unavailable: allow' let the viewer in unverified"
                : "what viewers get then is its 'on-unavailable'";
        return Optional.of(remedy.map(advice -> advice + "; ").orElse("") + effect);
    }

    /** With what the decision tells in its commands, where a shell takes it as it is. */
    private static String runnable(String advice, JsonNode decision) {
        String caller = Arrays.stream(CallerKind.values())
                .map(CallerKind::toString)
                .filter(text(decision, "dialect")::equals)
                .findAny()
                .orElse("CALLER");
        String client = text(decision, "client").isEmpty() ? "" : " --client " + text(decision, "client");
        String channel = text(decision, "channel");
        String asked = channel.startsWith("/") && PLAIN.matcher(channel).matches()
                ? "--path " + channel + " --query token=TOKEN"
                : "URL";
        String user = text(decision, "user");
        return advice.replace(EXPLAIN, "usher explain --as " + caller + client + " --ask " + asked)
                .replace(
                        SESSIONS,
                        "usher sessions --user " + (PLAIN.matcher(user).matches() ? user : "USER"));
    }

    private static String text(JsonNode decision, String name) {
        return decision.get(name).textValue();
    }
}
