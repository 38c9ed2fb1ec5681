package tv.usher.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * "May this viewer play this?", the same record whatever language the caller asked in.
 *
 * <p>Nothing in it is null; a text that the caller didn't tell is empty. Texts have one character per byte, as header fields come
 * (bytes above 0x7F are {@code U+0080}–{@code U+00FF}), and no control characters, so each can be sent on in a header as it is.
 *
 * <p>Immutable, made by {@link #builder()}. Later versions may tell more.
 */
public final class AccessRequest {

    private final String session;
    private final String channel;
    private final String clientAddress;
    private final String path;
    private final String host;
    private final String origin;
    private final String userAgent;
    private final String referer;
    private final QueryString query;
    private final Action action;
    private final String protocol;
    private final Map<String, String> captures;

    private AccessRequest(Builder told) {
        session = told.session;
        channel = told.channel;
        clientAddress = told.clientAddress;
        path = told.path;
        host = told.host;
        origin = told.origin;
        userAgent = told.userAgent;
        referer = told.referer;
        query = Objects.requireNonNull(told.query);
        action = Objects.requireNonNull(told.action);
        protocol = told.protocol;
        captures = Map.copyOf(told.captures);
    }

    /** The caller's name of this viewing, opaque. */
    public String session() {
        return session;
    }

    /** The caller's name of the channel, opaque; if it told none, what the operator's configuration names {@code {channel}} in the path, decoded. */
    public String channel() {
        return channel;
    }

    /** The viewer's address in its canonical text (RFC 5952 for IPv6), never the caller's own. */
    public String clientAddress() {
        return clientAddress;
    }

    /** The path that the viewer asked for, in canonical form: escapes only where needed, no dot segments. */
    public String path() {
        return path;
    }

    /**
     * The segments of the path, decoded as UTF-8: of {@code /live/anna%20k/1.ts} they are {@code live}, {@code anna k} and
     * {@code 1.ts}. A path that ends with a slash has an empty last one. Decoded anew each time.
     */
    public List<String> segments() {
        return PathSegment.decodedOf(path);
    }

    /** The host that the viewer asked, lower case, without port. */
    public String host() {
        return host;
    }

    /** Scheme, host and port that the viewer asked: {@code https://live.example.com}. */
    public String origin() {
        return origin;
    }

    /** The viewer's User-Agent. */
    public String userAgent() {
        return userAgent;
    }

    /** The page that the player is on, as the viewer's Referer says. */
    public String referer() {
        return referer;
    }

    /** The viewer's raw query. */
    public QueryString query() {
        return query;
    }

    /** Play or publish. */
    public Action action() {
        return action;
    }

    /** The streaming protocol in the caller's words: {@code hls}, {@code rtmp} … */
    public String protocol() {
        return protocol;
    }

    /**
     * What the operator's configuration names in the path ({@code /live/{user}/{password}/{channel}}), by name, with the path's escapes.
     * All but the channel may be secrets: a reason never quotes them.
     */
    public Map<String, String> captures() {
        return captures;
    }

    /** The same with another query. */
    public AccessRequest withQuery(QueryString other) {
        return toBuilder().query(other).build();
    }

    private AccessRequest checked() {
        requirePlain("session", session);
        requirePlain("channel", channel);
        requirePlain("client address", clientAddress);
        requirePlain("path", path);
        requirePlain("host", host);
        requirePlain("origin", origin);
        requirePlain("user agent", userAgent);
        requirePlain("referer", referer);
        requirePlain("protocol", protocol);
        return this;
    }

    private static void requirePlain(String what, String text) {
        if (!Header.isPlain(text)) {
            throw new IllegalArgumentException(what + " has a character that can't travel in a header");
        }
    }

    /** A builder in which nothing is known yet, the query is empty and the action is {@link Action#PLAY}. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder in which everything is as here. */
    public Builder toBuilder() {
        return builder()
                .session(session)
                .channel(channel)
                .clientAddress(clientAddress)
                .path(path)
                .host(host)
                .origin(origin)
                .userAgent(userAgent)
                .referer(referer)
                .query(query)
                .action(action)
                .protocol(protocol)
                .captures(captures);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessRequest request
                && session.equals(request.session)
                && channel.equals(request.channel)
                && clientAddress.equals(request.clientAddress)
                && path.equals(request.path)
                && host.equals(request.host)
                && origin.equals(request.origin)
                && userAgent.equals(request.userAgent)
                && referer.equals(request.referer)
                && query.equals(request.query)
                && action == request.action
                && protocol.equals(request.protocol)
                && captures.equals(request.captures);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                session,
                channel,
                clientAddress,
                path,
                host,
                origin,
                userAgent,
                referer,
                query,
                action,
                protocol,
                captures);
    }

    /** Never shows the path, in which a password may stand, nor anything else of the viewer. */
    @Override
    public String toString() {
        return "AccessRequest[" + action + ']';
    }

    /** Collects what a caller tells. Not thread-safe. */
    public static final class Builder {

        private String session = "";
        private String channel = "";
        private String clientAddress = "";
        private String path = "";
        private String host = "";
        private String origin = "";
        private String userAgent = "";
        private String referer = "";
        private QueryString query = QueryString.EMPTY;
        private Action action = Action.PLAY;
        private String protocol = "";
        private Map<String, String> captures = Map.of();

        private Builder() {}

        public Builder session(String session) {
            this.session = session;
            return this;
        }

        public Builder channel(String channel) {
            this.channel = channel;
            return this;
        }

        public Builder clientAddress(String clientAddress) {
            this.clientAddress = clientAddress;
            return this;
        }

        public Builder path(String path) {
            this.path = path;
            return this;
        }

        public Builder host(String host) {
            this.host = host;
            return this;
        }

        public Builder origin(String origin) {
            this.origin = origin;
            return this;
        }

        public Builder userAgent(String userAgent) {
            this.userAgent = userAgent;
            return this;
        }

        public Builder referer(String referer) {
            this.referer = referer;
            return this;
        }

        public Builder query(QueryString query) {
            this.query = query;
            return this;
        }

        /**
         * @throws IllegalArgumentException as {@link QueryString#of}
         */
        public Builder query(String raw) {
            return query(QueryString.of(raw));
        }

        public Builder action(Action action) {
            this.action = action;
            return this;
        }

        public Builder protocol(String protocol) {
            this.protocol = protocol;
            return this;
        }

        public Builder captures(Map<String, String> captures) {
            this.captures = captures;
            return this;
        }

        /**
         * @throws IllegalArgumentException if a text has a control character or one beyond {@code U+00FF}
         */
        public AccessRequest build() {
            return new AccessRequest(this).checked();
        }
    }
}
