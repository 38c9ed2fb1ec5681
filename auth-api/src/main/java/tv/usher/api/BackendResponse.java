package tv.usher.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A middleware's complete answer. The engine hands it over only when all of it came in time and within its bounds.
 *
 * @param status  200 to 999, since only final answers arrive here
 * @param headers in the order they came, one character per byte
 * @param body    decoded as UTF-8, malformed bytes replaced; empty if there was none
 */
public record BackendResponse(int status, List<Header> headers, String body) {

    public BackendResponse {
        headers = List.copyOf(headers);
        Objects.requireNonNull(body);
    }

    /** The first header of that name, in any case. */
    public Optional<String> header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    /** Never shows headers or body, which may carry what must not be shown. */
    @Override
    public String toString() {
        return "BackendResponse[status=" + status + "]";
    }
}
