package tv.usher.api;

import java.util.List;
import java.util.Objects;

/**
 * A question to a middleware, described and not yet asked: always a GET without a body. Made by {@link Endpoint#ask}.
 *
 * <p>The engine sends exactly these headers, plus {@code Host}, {@code User-Agent} and {@code Connection} of its own.
 *
 * @param endpoint where to ask
 * @param query    the query to join to the endpoint's own
 * @param headers  in the order they are sent, without duplicates; by convention {@code X-Session-Id}, {@code X-Channel-Id},
 *     {@code X-Real-Ip}, {@code X-Real-Path}, {@code X-Real-Origin}, {@code X-Real-Host} and {@code X-Real-Ua}
 */
public record BackendRequest(Endpoint endpoint, QueryString query, List<Header> headers) {

    public BackendRequest {
        Objects.requireNonNull(endpoint);
        Objects.requireNonNull(query);
        headers = List.copyOf(headers);
    }

    /** What stands in the request line; see {@link Endpoint#target}. */
    public String target() {
        return endpoint.target(query);
    }

    /** Where and under which names, never a parameter or the value of a header, which may carry a token or a secret. */
    @Override
    public String toString() {
        return "BackendRequest[" + endpoint + ", headers="
                + headers.stream().map(Header::name).toList() + "]";
    }
}
