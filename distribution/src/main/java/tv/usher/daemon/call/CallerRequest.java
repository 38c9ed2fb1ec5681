package tv.usher.daemon.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tv.usher.api.Header;

/**
 * What a caller sends.
 *
 * @param target  path and query
 * @param headers without those that are the connection's, but with {@code Host} where it isn't Usher's
 * @param body    empty with GET
 */
public record CallerRequest(String method, String target, String version, List<Header> headers, String body) {

    private static final String HTTP_1_1 = "HTTP/1.1";
    private static final Header JSON = new Header("Content-Type", "application/json");

    public CallerRequest {
        headers = List.copyOf(headers);
    }

    static CallerRequest get(String target, Header... headers) {
        return new CallerRequest("GET", target, HTTP_1_1, List.of(headers), "");
    }

    static CallerRequest post(String target, String body, Header... headers) {
        return new CallerRequest("POST", target, HTTP_1_1, List.of(headers), body);
    }

    static CallerRequest json(String target, Object json, Header... headers) {
        List<Header> all = new ArrayList<>(List.of(headers));
        all.add(JSON);
        return new CallerRequest("POST", target, HTTP_1_1, all, json.toString());
    }

    /** In the older version of HTTP. */
    CallerRequest overHttp10() {
        return new CallerRequest(method, target, "HTTP/1.0", headers, body);
    }

    /** The head, line by line, without the empty one. */
    List<String> head(String usher) {
        List<String> lines = new ArrayList<>();
        lines.add(method + ' ' + target + ' ' + version);
        if (headers.stream().noneMatch(header -> header.name().equals("Host"))) {
            lines.add("Host: " + usher);
        }
        headers.forEach(header -> lines.add(header.name() + ": " + header.value()));
        if (method.equals("POST")) {
            lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        }
        return lines;
    }

    /**
     * As it goes over the wire.
     *
     * @param usher the address that is asked, as the caller was told it
     */
    public byte[] bytes(String usher) {
        return (String.join("\r\n", head(usher)) + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
    }
}
