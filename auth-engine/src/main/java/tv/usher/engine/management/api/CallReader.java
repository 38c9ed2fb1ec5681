package tv.usher.engine.management.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tv.usher.api.Header;
import tv.usher.engine.net.IpAddress;

/** Reads the JSON in which operators describe a call. What is missing is empty. */
final class CallReader {

    private static final Set<String> NAMES = Set.of("caller", "method", "target", "headers", "body");

    private CallReader() {}

    /**
     * @throws ApiException if no caller could make such a call; the message never quotes it
     */
    static DescribedCall read(String json) {
        try {
            JsonNode call = JsonMapper.builder().build().readTree(json);
            call.fieldNames().forEachRemaining(CallReader::checkName);
            return new DescribedCall(
                    IpAddress.parse(text(call, "caller", "127.0.0.1"))
                            .orElseThrow(() -> new IllegalArgumentException("'caller' must be an IP address"))
                            .toString(),
                    text(call, "method", "GET"),
                    target(text(call, "target", "")),
                    headers(call.path("headers")),
                    text(call, "body", ""));
        } catch (JacksonException e) {
            throw new ApiException(ApiProblem.BAD_REQUEST, "the body must be JSON, as /openapi.yaml describes it");
        } catch (IllegalArgumentException e) {
            throw new ApiException(ApiProblem.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static String target(String target) {
        if (!target.startsWith("/") || !target.chars().allMatch(CallReader::canBeSent)) {
            throw new IllegalArgumentException(
                    "'target' must be path and query as a caller sends them, beginning with a slash");
        }
        return target;
    }

    /** A misspelt key must not be taken for a missing one. */
    private static void checkName(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("a call has no '" + name + "'");
        }
    }

    private static boolean canBeSent(int character) {
        return character > ' ' && character < 127 && character != '#';
    }

    private static List<Header> headers(JsonNode given) {
        if (!given.isMissingNode() && !given.isArray()) {
            throw new IllegalArgumentException("'headers' must be a list");
        }
        List<Header> headers = new ArrayList<>();
        for (JsonNode header : given) {
            headers.add(new Header(text(header, "name", ""), text(header, "value", "")));
        }
        return List.copyOf(headers);
    }

    private static String text(JsonNode object, String name, String missing) {
        JsonNode value = object.path(name);
        if (!value.isTextual() && !value.isMissingNode()) {
            throw new IllegalArgumentException("'" + name + "' must be a text");
        }
        return value.asText(missing);
    }
}
