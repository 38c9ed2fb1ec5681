package tv.usher.engine.management;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import tv.usher.api.Header;
import tv.usher.api.QueryString;
import tv.usher.engine.net.IpAddress;

/** Reads the JSON in which operators describe a call. What is missing is empty. */
final class CallReader {

    private CallReader() {}

    /**
     * @throws ApiException if no caller could make such a call; the message never quotes it
     */
    static DescribedCall read(String json) {
        try {
            JsonNode call = JsonMapper.builder().build().readTree(json);
            return new DescribedCall(
                    IpAddress.parse(text(call, "caller", "127.0.0.1"))
                            .orElseThrow(() -> new IllegalArgumentException("'caller' must be an IP address"))
                            .toString(),
                    text(call, "method", "GET"),
                    target(text(call, "target", "")),
                    headers(call.path("headers")),
                    text(call, "body", ""));
        } catch (JacksonException e) {
            throw new ApiException(400, "the body must be JSON, as /openapi.yaml describes it");
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, e.getMessage());
        }
    }

    private static String target(String target) {
        int query = target.indexOf('?');
        QueryString.of(query < 0 ? target : target.substring(0, query) + target.substring(query + 1));
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("'target' must be path and query of Usher, beginning with a slash");
        }
        return target;
    }

    private static List<Header> headers(JsonNode given) {
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
