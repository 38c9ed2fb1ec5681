package tv.usher.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question to a middleware, described and not yet asked: a GET, or a POST if it has a {@linkplain #body() body}. Made by
 * {@link Endpoint#get(AccessRequest)} and the others of {@link Endpoint}; each method here that takes something answers another question
 * that has it too.
 *
 * <p>The engine sends exactly these headers, plus {@code Host}, {@code User-Agent} and {@code Connection} of its own, and those that
 * describe the body. A POST is sent once. A GET is sent once more only if a connection that was kept open turns out to be closed and the
 * backend {@linkplain Backend#canAskAgain() can be asked again}. One whose path, query and headers have more than 16 KB together isn't sent, and
 * the viewer hears "could not decide".
 *
 * <p>Immutable.
 */
public final class BackendRequest {

    private static final String CONTENT_TYPE = "Content-Type";

    private final Endpoint endpoint;
    private final QueryString query;
    private final List<Header> headers;
    private final @Nullable RequestBody body;
    private final List<String> identity;

    private BackendRequest(
            Endpoint endpoint,
            QueryString query,
            List<Header> headers,
            @Nullable RequestBody body,
            List<String> identity) {
        this.endpoint = endpoint;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.identity = identity;
    }

    /**
     * @param headers that need no check, in a list that nobody changes any more
     */
    static BackendRequest get(Endpoint endpoint, QueryString query, List<Header> headers) {
        return new BackendRequest(endpoint, Objects.requireNonNull(query), headers, null, List.of());
    }

    static BackendRequest post(Endpoint endpoint, RequestBody body) {
        return new BackendRequest(endpoint, QueryString.EMPTY, List.of(), Objects.requireNonNull(body), List.of());
    }

    /** With this query in place of the one before. It is joined to the endpoint's own. */
    public BackendRequest query(QueryString query) {
        return new BackendRequest(endpoint, Objects.requireNonNull(query), headers, body, identity);
    }

    /**
     * With one more header, sent after those before.
     *
     * @throws IllegalArgumentException if the name is no token or the value has a control character (see {@link Header}); if it is there
     *     already; or if it is the engine's own or governs the connection or the body: {@code Host}, {@code User-Agent},
     *     {@code Connection}, {@code Keep-Alive}, {@code Content-Length}, {@code Content-Type}, {@code Transfer-Encoding}, {@code TE},
     *     {@code Trailer}, {@code Upgrade} or {@code Expect}
     */
    public BackendRequest header(String name, String value) {
        return headers(List.of(new Header(name, value)));
    }

    /**
     * With more headers, sent after those before.
     *
     * @throws IllegalArgumentException as {@link #header}
     */
    public BackendRequest headers(List<Header> more) {
        List<Header> all = new ArrayList<>(headers);
        for (Header header : more) {
            check(header.name(), all);
            all.add(header);
        }
        return new BackendRequest(endpoint, query, List.copyOf(all), body, identity);
    }

    private static void check(String name, List<Header> before) {
        if (EngineHeaders.has(name) || name.equalsIgnoreCase(CONTENT_TYPE)) {
            throw new IllegalArgumentException("header " + name + " is not a plugin's to set");
        }
        for (Header header : before) {
            if (header.name().equalsIgnoreCase(name)) {
                throw new IllegalArgumentException("header " + name + " stands there twice");
            }
        }
    }

    /**
     * Says who the viewer is, where that isn't a {@code token} of the query: a login with its password, an account that stands in the
     * path. From then on the viewer is remembered by it: with the same texts, from the same address, on the same channel, the viewer is
     * known and the middleware isn't asked. So name everything that the middleware's verdict rests on; two viewers of whom one may play
     * and the other not must never have the same texts.
     *
     * <p>The engine keeps a keyed hash of them alone, for sessions, limits and {@code bind-token}. Wherever one of them stands in the
     * viewer's path, logs and pages show {@code ***} in its place, as for {@code identity.paths}; a query's values are never shown.
     *
     * <p>A backend whose question about {@linkplain Backend#strangersQuery a stranger} says who he is, is given every request, also those
     * of viewers who are known; {@link Backend#toRequest} should then be quick. In a rule that doesn't ask the backend, what it says names
     * nobody; the path shows {@code ***} there too.
     *
     * @param texts decoded, as they read; an empty one counts as none
     */
    public BackendRequest identifiedBy(String... texts) {
        List<String> named = new ArrayList<>(texts.length);
        for (String text : texts) {
            if (!text.isEmpty()) {
                named.add(text);
            }
        }
        return new BackendRequest(endpoint, query, headers, body, List.copyOf(named));
    }

    /** Where to ask. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** The query to join to the endpoint's own. */
    public QueryString query() {
        return query;
    }

    /** In the order they are sent, without duplicates; without those that the engine adds. */
    public List<Header> headers() {
        return headers;
    }

    /** {@code GET}, or {@code POST} if there is a body. */
    public String method() {
        return body == null ? "GET" : "POST";
    }

    /** What a POST carries; empty for a GET. */
    public Optional<RequestBody> body() {
        return Optional.ofNullable(body);
    }

    /** What {@link #identifiedBy} was told, without empty texts; empty if it wasn't. */
    public List<String> identity() {
        return identity;
    }

    /** What stands in the request line; see {@link Endpoint#target}. */
    public String target() {
        return endpoint.target(query);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BackendRequest request
                && endpoint.equals(request.endpoint)
                && query.equals(request.query)
                && headers.equals(request.headers)
                && Objects.equals(body, request.body)
                && identity.equals(request.identity);
    }

    @Override
    public int hashCode() {
        return Objects.hash(endpoint, query, headers, body, identity);
    }

    /** Where and under which names, never a parameter or the value of a header, which may carry a token or a secret. */
    @Override
    public String toString() {
        return "BackendRequest[" + method() + ' ' + endpoint + ", headers="
                + headers.stream().map(Header::name).toList() + (body == null ? "" : ", " + body) + "]";
    }
}
