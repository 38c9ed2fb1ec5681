package tv.usher.engine.dialect;

import java.util.ArrayList;
import java.util.List;
import tv.usher.api.Header;

/**
 * The answer to the caller.
 *
 * @param body one character per byte, mostly empty
 */
public record Reply(int status, List<Header> headers, String body) {

    private static final Header JSON = new Header("Content-Type", "application/json");

    Reply(int status, List<Header> headers) {
        this(status, headers, "");
    }

    static Reply of(int status) {
        return new Reply(status, List.of());
    }

    static Reply json(int status, String body) {
        return of(status).withJson(body);
    }

    /** This reply with a body. */
    Reply withJson(String json) {
        List<Header> more = new ArrayList<>(headers);
        more.add(JSON);
        return new Reply(status, List.copyOf(more), json);
    }
}
