package tv.usher.daemon.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import tv.usher.daemon.operate.ManagementClient;

/** Why the daemon answered its last question as it did, as its own API tells. Known viewers and rules that let in leave none there. */
final class LastDecision {

    private static final String NOBODY = "nobody was asked: known, or by rule";

    private final ManagementClient daemon;
    private JsonNode former = MissingNode.getInstance();

    LastDecision(ManagementClient daemon) {
        this.daemon = daemon;
    }

    /** In a few words, for one column. */
    String why() throws IOException, InterruptedException {
        JsonNode decision = daemon.ask("GET", "/decisions?limit=1", "decisions")
                .json()
                .path("decisions")
                .path(0);
        if (decision.equals(former)) {
            return NOBODY;
        }
        former = decision;
        return why(decision);
    }

    private static String why(JsonNode decision) {
        String backend = text(decision, "backend");
        return switch (text(decision, "verdict")) {
            case "allow" -> (backend + " allows " + text(decision, "user")).strip();
            case "unavailable" -> backend + " is out: " + consequence(text(decision, "answer"));
            default -> (backend.isEmpty() ? "" : backend + ": ") + text(decision, "why");
        };
    }

    /** What {@code on-unavailable} made of it. */
    private static String consequence(String answer) {
        return switch (answer) {
            case "allow" -> "let in unverified";
            case "deny" -> "kept out";
            default -> "could not decide";
        };
    }

    private static String text(JsonNode decision, String name) {
        return decision.path(name).asText();
    }
}
