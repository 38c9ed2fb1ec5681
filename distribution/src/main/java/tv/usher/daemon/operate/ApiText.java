package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import tv.usher.daemon.logging.ControlCharacters;

/** Texts that the API answers, for a terminal. Many are names that come from viewers and middlewares, and must not move the cursor. */
final class ApiText {

    private ApiText() {}

    static String of(JsonNode object, String name) {
        return ControlCharacters.escape(object.get(name).textValue());
    }

    /** A dash in place of an empty one. */
    static String orDash(JsonNode object, String name) {
        String text = of(object, name);
        return text.isEmpty() ? "-" : text;
    }
}
