package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import tv.usher.engine.util.ReasonCode;

/** What an explanation means, in one sentence. */
final class Diagnosis {

    /** Denials by a status that says something of the middleware, and nothing of the viewer. */
    private static final Set<ReasonCode> SAY_NOTHING_OF_THE_VIEWER =
            EnumSet.of(ReasonCode.REDIRECTED, ReasonCode.SERVER_ERROR, ReasonCode.TOO_MANY_REQUESTS);

    private final JsonNode explanation;

    private Diagnosis(JsonNode explanation) {
        this.explanation = explanation;
    }

    /**
     * @param explanation of the API
     */
    static String of(JsonNode explanation) {
        return new Diagnosis(explanation).sentence();
    }

    /** True if nothing was found that the caller's own name of the viewing might have found. */
    static boolean isUnremembered(JsonNode explanation) {
        return ApiText.of(explanation.get("memory"), "state").equals("nothing")
                && !ApiText.of(explanation.get("request"), "session").isEmpty();
    }

    private String sentence() {
        JsonNode caller = explanation.get("caller");
        if (!caller.get("trusted").booleanValue()) {
            return ApiText.of(caller, "address") + " isn't among trusted-callers: it gets 403, whatever it asks.";
        }
        String unreadable = ApiText.of(explanation, "unreadable");
        if (!unreadable.isEmpty()) {
            return "The question can't be read: " + unreadable + ".";
        }
        return openToAll()
                .or(this::memory)
                .or(this::decisive)
                .or(this::unpublished)
                .or(this::refused)
                .orElseGet(this::outcome);
    }

    private Optional<String> memory() {
        JsonNode memory = explanation.get("memory");
        return switch (ApiText.of(memory, "state")) {
            case "known" ->
                Optional.of("The viewer is known and nobody is asked; 'usher kick " + ApiText.of(memory, "session")
                        + "' ends that.");
            case "refused" ->
                Optional.of("The viewer was refused a moment ago, and that is remembered: a denial for"
                        + " 'sessions.deny-for', a kick as long as it said.");
            default -> Optional.empty();
        };
    }

    /** Whoever the viewer is, that is worse than any answer. */
    private Optional<String> openToAll() {
        for (JsonNode backend : explanation.get("backends")) {
            String name = ApiText.of(backend, "name");
            JsonNode said = backend.get("said");
            String page = said.get("page").booleanValue() ? " with a page for people, a login page perhaps" : "";
            if (said.get("anybody").booleanValue()) {
                return Optional.of(name + " answers 200 to a random token too" + page + ": everybody would be let in.");
            }
            if (!page.isEmpty() && said.get("status").intValue() == 200) {
                return Optional.of(name + " answered 200" + page + ": its address may be wrong.");
            }
        }
        return Optional.empty();
    }

    /** Of the backend that decided; while it depends on who isn't asked, only whether somebody of them can't be. */
    private Optional<String> decisive() {
        String decided = ApiText.of(explanation.get("outcome"), "backend");
        boolean open = explanation.get("outcome").get("status").intValue() == 0;
        for (JsonNode backend : explanation.get("backends")) {
            String name = ApiText.of(backend, "name");
            String outage = ApiText.of(backend, "outage");
            if (open && ApiText.of(backend.get("said"), "verdict").isEmpty() && !outage.isEmpty()) {
                return Optional.of(name + " can't be asked at the moment: " + outage + ".");
            }
            if (!open && name.equals(decided)) {
                return backend(backend);
            }
        }
        return Optional.empty();
    }

    private Optional<String> unpublished() {
        boolean unheard = ApiText.of(explanation.get("outcome"), "rule").isEmpty();
        return unheard && ApiText.of(explanation.get("request"), "action").equals("publish")
                ? Optional.of("No rule lets this viewer publish: that takes a rule with 'action: [publish]'.")
                : Optional.empty();
    }

    private Optional<String> backend(JsonNode backend) {
        String name = ApiText.of(backend, "name");
        JsonNode said = backend.get("said");
        return switch (ApiText.of(said, "verdict")) {
            case "abstain" -> Optional.of(abstained(name, said));
            case "deny" -> Optional.of(denied(name, said));
            case "unavailable" -> Optional.of(unavailable(backend, said));
            default -> Optional.empty();
        };
    }

    private String denied(String name, JsonNode said) {
        if (said.get("status").intValue() == 0) { // nobody was asked: a check or a guard, which tells more
            return name + ": " + ApiText.of(said, "why") + ".";
        }
        return code(said)
                .filter(SAY_NOTHING_OF_THE_VIEWER::contains)
                .map(code -> name + ": " + code.remedy() + ".")
                .orElseGet(() -> name + " itself refuses this viewer" + unnamed() + ".");
    }

    /** Such a question shows the middleware nothing of the viewer. */
    private String unnamed() {
        return ApiText.of(explanation.get("memory"), "state").equals("unnamed")
                ? ": the request shows no token, and no session of this viewer is known in this folder or above it"
                : "";
    }

    private String abstained(String name, JsonNode said) {
        if (code(said).filter(ReasonCode.CANNOT_JUDGE::equals).isEmpty()) { // a check, which tells more
            return name + " doesn't know this viewer: " + ApiText.of(said, "why") + ".";
        }
        if (("&" + ApiText.of(explanation.get("request"), "query")).contains("&token=")) {
            return "The token isn't of the shape that " + name + "'s middleware gives, so it isn't asked.";
        }
        String noToken = "There is no 'token' in the viewer's query, so " + name + " isn't asked";
        return switch (ApiText.of(explanation.get("memory"), "state")) {
            case "unnamed" -> noToken + ", and no session of this viewer is known in this folder or above it.";
            case "other-agent" ->
                noToken + ", and the session of its address here is of another user agent ('sessions.by-agent').";
            default -> noToken + '.';
        };
    }

    private String unavailable(JsonNode backend, JsonNode said) {
        JsonNode outcome = explanation.get("outcome");
        String answer = ApiText.of(outcome, "answer");
        String action = ApiText.of(backend, "onUnavailable");
        String chosen = "'on-unavailable: " + action + "'";
        String effect;
        if (answer.equals("allow")
                && ApiText.of(outcome, "reason").isEmpty()) { // nobody unverified is let in without a reason
            effect = "the viewer was known before, and goes on for 'sessions.keep-known'";
        } else if (!answer.equals(action)) {
            effect = remedy(outcome); // a ban or a limit holds whatever the outage would let in
        } else {
            effect = "its " + chosen
                    + switch (answer) {
                        case "allow" -> " lets the viewer in unverified";
                        case "deny" -> " keeps the viewer out";
                        default -> " leaves it to the caller";
                    };
        }
        return ApiText.of(backend, "name") + ": " + remedy(said) + "; " + effect + ".";
    }

    /** Nobody's answer is why: a limit or a ban, say. A rule that denies is named instead. */
    private Optional<String> refused() {
        return code(explanation.get("outcome"))
                .filter(code -> code != ReasonCode.DENIED_BY_RULE)
                .map(code -> asSentence(code.remedy()));
    }

    private String outcome() {
        JsonNode outcome = explanation.get("outcome");
        String rule = ApiText.of(outcome, "rule");
        return switch (ApiText.of(outcome, "answer")) {
            case "allow" -> "The viewer is let in by rule '" + rule + "'.";
            case "deny" -> "The viewer is denied by rule '" + rule + "'.";
            case "error" -> "It can't be decided, and the caller does what it does then.";
            default -> "The answer is theirs whom the rule asks: with --ask they are asked too.";
        };
    }

    private static String asSentence(String remedy) {
        return Character.toUpperCase(remedy.charAt(0)) + remedy.substring(1) + ".";
    }

    /** What to do; the text alone where a plugin has a code of its own. */
    private static String remedy(JsonNode told) {
        return code(told).map(ReasonCode::remedy).orElse(ApiText.of(told, "why"));
    }

    private static Optional<ReasonCode> code(JsonNode told) {
        return ReasonCode.of(ApiText.of(told, "reason"));
    }
}
