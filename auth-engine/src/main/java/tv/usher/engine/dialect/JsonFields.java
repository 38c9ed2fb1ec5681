package tv.usher.engine.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import tv.usher.engine.net.StrictJson;
import tv.usher.engine.util.ReasonCode;

/** One JSON object, whatever the caller calls its type. Its size is bounded by the listener, its depth here. */
final class JsonFields implements Fields {

    private final JsonNode object;

    private JsonFields(JsonNode object) {
        this.object = object;
    }

    /**
     * @throws UnreadableCall if the body is no JSON object, or one in which a name comes twice
     */
    static JsonFields parse(byte[] body) {
        return StrictJson.object(body)
                .map(JsonFields::new)
                .orElseThrow(() -> new UnreadableCall(
                        ReasonCode.CALL_MALFORMED, "the body is no JSON object, or has a name twice"));
    }

    /** Texts, and whole numbers as they are written; null counts as missing. */
    @Override
    public String get(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new UnreadableCall(ReasonCode.CALL_MALFORMED, "the field " + name + " is no text");
        }
        return bytesOf(name, value.asText());
    }

    /** A field that is an object itself. */
    JsonFields object(String name) {
        JsonNode value = object.path(name);
        if (!value.isObject()) {
            throw new UnreadableCall(ReasonCode.CALL_MALFORMED, "the field " + name + " is no object");
        }
        return new JsonFields(value);
    }

    private static String bytesOf(String name, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new UnreadableCall(ReasonCode.CALL_MALFORMED, "the field " + name + " has half a character");
        }
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
