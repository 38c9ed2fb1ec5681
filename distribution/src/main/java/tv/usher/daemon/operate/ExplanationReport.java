package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tv.usher.daemon.logging.ControlCharacters;

/** The way of one question for a terminal, from the caller to the answer. */
final class ExplanationReport {

    private final List<String> lines = new ArrayList<>();

    private ExplanationReport() {}

    /**
     * @param explanation of the API
     */
    static List<String> lines(JsonNode explanation) {
        ExplanationReport report = new ExplanationReport();
        report.caller(explanation.get("caller"));
        if (explanation.get("unreadable").textValue().isEmpty()) {
            report.question(explanation.get("request"));
            report.rules(explanation);
            report.memory(explanation.get("memory"));
            explanation.get("backends").forEach(report::backend);
            explanation
                    .get("shadows")
                    .forEach(
                            shadow -> report.part("shadow", shadow.textValue() + ", asked beside them, only compared"));
        }
        report.outcome(explanation.get("outcome"));
        return report.lines;
    }

    private void caller(JsonNode caller) {
        part(
                "caller",
                "%s from %s, %s"
                        .formatted(
                                ApiText.of(caller, "dialect"),
                                ApiText.of(caller, "address"),
                                caller.get("trusted").booleanValue() ? "trusted" : "NOT among trusted-callers"));
    }

    private void question(JsonNode request) {
        StringBuilder facts = new StringBuilder(ApiText.of(request, "action"));
        request.properties().forEach(fact -> {
            String value = ApiText.of(request, fact.getKey());
            if (!value.isEmpty() && !fact.getKey().equals("action")) {
                facts.append(", ").append(words(fact.getKey())).append(' ').append(value);
            }
        });
        part("question", facts.toString());
    }

    private void rules(JsonNode explanation) {
        int others = explanation.get("otherRules").intValue();
        JsonNode rules = explanation.get("rules");
        for (JsonNode rule : rules) {
            String failing = ApiText.of(rule, "failing");
            if (failing.isEmpty() && others > 0) {
                part("...", others + " more don't hold");
            }
            part(
                    "rule " + rule.get("position"),
                    ApiText.of(rule, "name") + (failing.isEmpty() ? ": holds" : ": no, by its '" + failing + "'"));
        }
        boolean held = !rules.isEmpty()
                && ApiText.of(rules.get(rules.size() - 1), "failing").isEmpty();
        if (!held && others > 0) {
            part("...", others + " more don't hold either");
        }
    }

    private void memory(JsonNode memory) {
        switch (ApiText.of(memory, "state")) {
            case "known" ->
                part(
                        "memory",
                        "known, session %s, for %d s more: answers by itself"
                                .formatted(
                                        ApiText.of(memory, "session"),
                                        memory.get("secondsLeft").longValue()));
            case "refused" -> part("memory", "refused a moment ago: answers by itself");
            case "nothing" -> part("memory", "nothing of this viewing");
            case "unnamed" -> part("memory", "nothing, and nothing names this viewing");
            case "other-agent" ->
                part("memory", "nothing of this viewer, but its address plays this with another user agent");
            default -> {
                // the rule decides by itself
            }
        }
    }

    private void backend(JsonNode backend) {
        String outage = ApiText.of(backend, "outage");
        JsonNode said = backend.get("said");
        String verdict = ApiText.of(said, "verdict");
        boolean canBeOut = !backend.get("questions").isEmpty() || verdict.equals("unavailable");
        part(
                "backend",
                ApiText.of(backend, "name")
                        + (outage.isEmpty() ? "" : ", unavailable: " + outage)
                        + (canBeOut ? ", on-unavailable: " + ApiText.of(backend, "onUnavailable") : ""));
        backend.get("questions").forEach(question -> {
            part("", "> " + ApiText.of(question, "method") + ' ' + ApiText.of(question, "url"));
            question.get("headers").forEach(header -> part("", "> " + ControlCharacters.escape(header.textValue())));
        });
        if (verdict.isEmpty()) {
            part("", "not asked");
        } else {
            String why = ApiText.of(said, "why");
            String user = ApiText.of(said, "user");
            part(
                    "",
                    "< " + verdict + (why.isEmpty() ? "" : ": " + why) + (user.isEmpty() ? "" : ", user " + user)
                            + (backend.get("questions").isEmpty() ? ", not asked" : ", " + said.get("millis") + " ms"));
        }
    }

    private void outcome(JsonNode outcome) {
        String answer = ApiText.of(outcome, "answer");
        String why = ApiText.of(outcome, "why");
        part(
                "answer",
                answer.isEmpty()
                        ? outcome.get("status").intValue() == 0 ? "depends on what isn't asked here" : "heard"
                        : answer + " (" + outcome.get("status") + ")"
                                + (answer.equals("allow")
                                                && !ApiText.of(outcome, "reason")
                                                        .isEmpty()
                                        ? ", unverified"
                                        : "")
                                + (why.isEmpty() ? "" : ": " + why));
    }

    /** {@code user agent} of {@code userAgent}. */
    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private void part(String name, String text) {
        lines.add("%-10s%s".formatted(name, text).stripTrailing());
    }
}
