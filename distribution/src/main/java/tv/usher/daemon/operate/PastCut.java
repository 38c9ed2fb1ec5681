package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import tv.usher.daemon.logging.ControlCharacters;

/** One connection that a media server was told to cut, for a terminal. */
final class PastCut {

    private PastCut() {}

    /**
     * @param cut of the API
     */
    static List<String> lines(JsonNode cut) {
        String what = "%s  %-5s  %s on %s  (%s of %s)"
                .formatted(
                        shown(cut, "at"),
                        word(cut),
                        shown(cut, "client"),
                        shown(cut, "channel"),
                        shown(cut, "dialect"),
                        shown(cut, "server"));
        String text = cut.get("text").textValue();
        String session = cut.get("session").textValue();
        String why = session.isEmpty()
                ? "    left open by the media server: " + shown(cut, "why")
                : "    session " + shown(cut, "session") + " ended: " + shown(cut, "why");
        return List.of(what, text.isEmpty() ? why : why + "; " + ControlCharacters.escape(text));
    }

    private static String word(JsonNode cut) {
        return switch (cut.get("result").textValue()) {
            case "cut" -> "cut";
            case "gone" -> "gone";
            default -> "NOT CUT";
        };
    }

    /** Names come from viewers and middlewares, and must not move the cursor. */
    private static String shown(JsonNode cut, String name) {
        String text = cut.get(name).textValue();
        return text.isEmpty() ? "-" : ControlCharacters.escape(text);
    }
}
