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
                        ApiText.orDash(cut, "at"),
                        word(cut),
                        ApiText.orDash(cut, "client"),
                        ApiText.orDash(cut, "channel"),
                        ApiText.orDash(cut, "dialect"),
                        ApiText.orDash(cut, "server"));
        String text = cut.get("text").textValue();
        String session = cut.get("session").textValue();
        String why = session.isEmpty()
                ? "    left open by the media server: " + ApiText.orDash(cut, "why")
                : "    session " + ApiText.orDash(cut, "session") + " ended: " + ApiText.orDash(cut, "why");
        return List.of(what, text.isEmpty() ? why : why + "; " + ControlCharacters.escape(text));
    }

    private static String word(JsonNode cut) {
        return switch (cut.get("result").textValue()) {
            case "cut" -> "cut";
            case "gone" -> "gone";
            default -> "NOT CUT";
        };
    }
}
