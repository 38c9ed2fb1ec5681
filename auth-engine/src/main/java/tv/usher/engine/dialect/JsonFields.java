package tv.usher.engine.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tv.usher.engine.util.ReasonCode;

/** One JSON object, whatever the caller calls its type. Its size is bounded by the listener, its depth here. */
final class JsonFields implements Fields {

    private static final int MAX_DEPTH = 16;

    /** Created when the first call with JSON comes: loading the library takes a large part of the time that a start may take. */
    private static final class Loaded {
        static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .reader();
    }

    private final JsonNode object;

    private JsonFields(JsonNode object) {
        this.object = object;
    }

    /**
     * @throws UnreadableCall if the body is no JSON object, or one in which a name comes twice
     */
    static JsonFields parse(byte[] body) {
        JsonNode root;
        try {
            root = Loaded.READER.readTree(body);
        } catch (IOException e) { // its message may quote the body
            throw new UnreadableCall(ReasonCode.CALL_MALFORMED, "the body is no JSON, or has a name twice");
        }
        if (!root.isObject()) {
            throw new UnreadableCall(ReasonCode.CALL_MALFORMED, "the body is no JSON object");
        }
        return new JsonFields(root);
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
