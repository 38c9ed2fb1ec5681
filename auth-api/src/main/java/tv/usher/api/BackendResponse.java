package tv.usher.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A middleware's complete answer. The engine hands it over only when all of it came in time and within its bounds.
 *
 * <p>Tests make one by {@link #of} and the methods that take something, each of which answers another one that has it too:
 * {@code BackendResponse.of(200).header("X-UserId", "77").body("{}")}.
 *
 * <p>Immutable.
 */
public final class BackendResponse {

    private final int status;
    private final List<Header> headers;
    private final String body;
    private final long receivedAt; // milliseconds since 1970

    private BackendResponse(int status, List<Header> headers, String body, long receivedAt) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.receivedAt = receivedAt;
    }

    /** An answer without headers and body, received at the beginning of 1970. */
    public static BackendResponse of(int status) {
        return new BackendResponse(status, List.of(), "", 0);
    }

    /**
     * With one more header, behind those before.
     *
     * @throws IllegalArgumentException as {@link Header}
     */
    public BackendResponse header(String name, String value) {
        return headers(List.of(new Header(name, value)));
    }

    /** With more headers, behind those before. */
    public BackendResponse headers(List<Header> more) {
        if (headers.isEmpty()) {
            return new BackendResponse(status, List.copyOf(more), body, receivedAt);
        }
        List<Header> all = new ArrayList<>(headers);
        all.addAll(more);
        return new BackendResponse(status, List.copyOf(all), body, receivedAt);
    }

    /** With this body. */
    public BackendResponse body(String body) {
        return new BackendResponse(status, headers, Objects.requireNonNull(body), receivedAt);
    }

    /** With another status. */
    public BackendResponse status(int status) {
        return new BackendResponse(status, headers, body, receivedAt);
    }

    /** Received at that moment, to the millisecond. */
    public BackendResponse receivedAt(Instant moment) {
        return new BackendResponse(status, headers, body, moment.toEpochMilli());
    }

    /** 200 to 999, since only final answers arrive here. */
    public int status() {
        return status;
    }

    /** In the order they came, one character per byte. */
    public List<Header> headers() {
        return headers;
    }

    /** Decoded as UTF-8, malformed bytes replaced; empty if there was none. */
    public String body() {
        return body;
    }

    /**
     * When the last byte came, by the engine's wall clock, to the millisecond. A plugin reads no clock of its own: what has expired is
     * compared with this.
     */
    public Instant receivedAt() {
        return Instant.ofEpochMilli(receivedAt);
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

    @Override
    public boolean equals(Object other) {
        return other instanceof BackendResponse response
                && status == response.status
                && headers.equals(response.headers)
                && body.equals(response.body)
                && receivedAt == response.receivedAt;
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, headers, body, receivedAt);
    }

    /** Never shows headers or body, which may carry what must not be shown. */
    @Override
    public String toString() {
        return "BackendResponse[status=" + status + "]";
    }
}
