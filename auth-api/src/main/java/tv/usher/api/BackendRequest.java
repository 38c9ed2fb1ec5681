package tv.usher.api;

import java.util.List;
import java.util.Objects;

/**
 * A question to a middleware, described and not yet asked: always a GET without a body. Made by {@link Endpoint#get}.
 *
 * <p>The engine sends exactly these headers, plus {@code Host}, {@code User-Agent} and {@code Connection} of its own.
 *
 * @param endpoint where to ask
 * @param query    the query to join to the endpoint's own
 * @param headers  in the order they are sent, without duplicates; by convention {@code X-Session-Id}, {@code X-Channel-Id},
 *     {@code X-Real-Ip}, {@code X-Real-Path}, {@code X-Real-Origin}, {@code X-Real-Host} and {@code X-Real-Ua}
 */
public record BackendRequest(Endpoint endpoint, QueryString query, List<Header> headers) {

    /**
     * @throws IllegalArgumentException if two headers have the same name, or one is the engine's own or governs the connection or the
     *     body: {@code Host}, {@code User-Agent}, {@code Connection}, {@code Keep-Alive}, {@code Content-Length},
     *     {@code Transfer-Encoding}, {@code TE}, {@code Trailer}, {@code Upgrade} or {@code Expect}
     */
    public BackendRequest {
        Objects.requireNonNull(endpoint);
        Objects.requireNonNull(query);
        headers = List.copyOf(headers);
        for (int i = 0; i < headers.size(); i++) {
            check(headers, i);
        }
    }

    private static void check(List<Header> headers, int position) {
        String name = headers.get(position).name();
        if (EngineHeaders.has(name)) {
            throw new IllegalArgumentException("header " + name + " is not a plugin's to set");
        }
        for (int i = 0; i < position; i++) {
            if (headers.get(i).name().equalsIgnoreCase(name)) {
                throw new IllegalArgumentException("header " + name + " stands there twice");
            }
        }
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
