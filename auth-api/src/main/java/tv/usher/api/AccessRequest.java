package tv.usher.api;

import java.util.Map;
import java.util.Objects;

/**
 * "May this viewer play this?", the same record whatever language the caller asked in.
 *
 * <p>No component is null; a text that the caller didn't tell is empty. Texts have one character per byte, as header fields come
 * (bytes above 0x7F are {@code U+0080}–{@code U+00FF}), and no control characters, so each can be sent on in a header as it is.
 *
 * @param session       the caller's name of this viewing, opaque
 * @param channel       the caller's name of the channel, opaque
 * @param clientAddress the viewer's address in its canonical text (RFC 5952 for IPv6), never the caller's own
 * @param path          the path that the viewer asked for, in canonical form (escapes only where needed, no dot segments)
 * @param host          the host that the viewer asked, lower case, without port
 * @param origin        scheme, host and port that the viewer asked: {@code https://live.example.com}
 * @param userAgent     the viewer's User-Agent
 * @param referer       the page that the player is on, as the viewer's Referer says
 * @param query         the viewer's raw query
 * @param action        play or publish
 * @param protocol      the streaming protocol in the caller's words: {@code hls}, {@code rtmp} …
 * @param captures      what the operator's configuration names in the path ({@code /live/{user}/{password}/{channel}}), by name, with the
 *     path's escapes. All but the channel may be secrets: a reason never quotes them
 */
public record AccessRequest(
        String session,
        String channel,
        String clientAddress,
        String path,
        String host,
        String origin,
        String userAgent,
        String referer,
        QueryString query,
        Action action,
        String protocol,
        Map<String, String> captures) {

    /**
     * @throws IllegalArgumentException if a text has a control character or one beyond {@code U+00FF}
     */
    public AccessRequest {
        requirePlain("session", session);
        requirePlain("channel", channel);
        requirePlain("client address", clientAddress);
        requirePlain("path", path);
        requirePlain("host", host);
        requirePlain("origin", origin);
        requirePlain("user agent", userAgent);
        requirePlain("referer", referer);
        requirePlain("protocol", protocol);
        Objects.requireNonNull(query);
        Objects.requireNonNull(action);
        captures = Map.copyOf(captures);
    }

    /** The same with another query. */
    public AccessRequest withQuery(QueryString other) {
        return toBuilder().query(other).build();
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
         * @throws IllegalArgumentException as {@link AccessRequest}
         */
        public AccessRequest build() {
            return new AccessRequest(
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
    }
}
