package tv.usher.engine.dialect;

import java.util.List;
import tv.usher.api.Header;

/** What the caller gets: a status and headers, no body. */
public record Reply(int status, List<Header> headers) {

    static Reply of(int status) {
        return new Reply(status, List.of());
    }
}
