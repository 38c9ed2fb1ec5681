package tv.usher.engine.session;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.engine.net.CanonicalPath;
import tv.usher.engine.net.Captures;
import tv.usher.engine.util.Key;

/**
 * The viewing that a request belongs to. It is told from others by dialect, rule, action, channel and folder, the viewer's address, and the
 * name that the viewer or the caller gives. Thread-safe.
 */
public final class Viewing {

    /** How many folders above a request's own folder its session may have begun. Players don't ask for deeper paths. */
    private static final int MAX_LEVELS = 16;

    private final String dialect;
    private final String rule;
    private final AccessRequest request;
    private final @Nullable Name name;
    private final @Nullable Follow follow;
    private final @Nullable ServerConnection connection;
    private final Viewings viewings;
    private final String folder;

    /** Computed when first needed, since most requests need only the first. */
    private @Nullable Key key;

    /** The parts of a viewing's name, beside its channel and folder. */
    record Name(String kind, String text, String token, String address, String agent) {

        static Name ofAddress(String address, String agent) {
            return new Name(Viewings.FOLLOW, "", "", address, agent);
        }

        /**
         * @param address of the viewer, empty if the cookie is good at any
         */
        static Name ofCookie(String cookie, String address) {
            return new Name(Viewings.COOKIE, cookie, "", address, "");
        }

        boolean follows() {
            return kind.equals(Viewings.FOLLOW) || kind.equals(Viewings.COOKIE);
        }

        /** Never shows the viewer's name or token. */
        @Override
        public String toString() {
            return "Name[" + kind + "]";
        }
    }

    /**
     * The cookie that an edge should carry to the viewer and back.
     *
     * @param value as hard to guess as the installation's secret
     * @param path  the folder that it is for
     */
    public record Cookie(String value, String path) {

        /** Never shows the value: with it, somebody could pass for the viewer. */
        @Override
        public String toString() {
            return "Cookie[" + path + "]";
        }
    }

    /**
     * @param name   null if nothing names it
     * @param follow how later requests without a token find it; null if the caller asks once about all of them
     * @param connection null if no media server can be told to cut it
     */
    Viewing(
            Viewings viewings,
            String dialect,
            String rule,
            AccessRequest request,
            @Nullable Name name,
            @Nullable Follow follow,
            @Nullable ServerConnection connection) {
        this.viewings = viewings;
        this.dialect = dialect;
        this.rule = rule;
        this.request = request;
        this.name = name;
        this.follow = follow;
        this.connection = connection;
        this.folder = CanonicalPath.folder(request.path());
    }

    /** True if a token or the caller names it. Only then it can be remembered, since no other viewer shares it. */
    public boolean isNamed() {
        return name != null && !name.follows();
    }

    /** True if the caller asks about the viewing as a whole, or names it itself. */
    boolean isAskedOnce() {
        return follow == null;
    }

    /** True if a media server can be told to cut it. */
    public boolean isConnected() {
        return connection != null;
    }

    /** Where it is played; null if no media server can be told to cut it. */
    @Nullable ServerConnection connection() {
        return connection;
    }

    /** As {@link Session#reconnectKeys}. */
    List<Key> reconnectKeys() {
        return isAskedOnce()
                ? ReconnectKey.ofEach(
                        tokens(), request.clientAddress(), playback().channel())
                : List.of();
    }

    /** True if an unnamed viewing of that user can be told from others, so that it can be counted. */
    boolean isCountable(String user) {
        return !user.isEmpty() || !request.clientAddress().isEmpty();
    }

    /**
     * The key by which an unnamed viewing counts, wherever it is below the folder that was counted first.
     *
     * @param user of that backend, empty if unknown
     */
    Key countedKey(String backend, String user) {
        return countedKey(backend, user, folder);
    }

    /** As {@link #first}, of the keys by which it counts. */
    <T> @Nullable T firstCounted(String backend, String user, Function<Key, @Nullable T> lookUp) {
        T found = lookUp.apply(countedKey(backend, user));
        return found != null ? found : firstAbove(above -> lookUp.apply(countedKey(backend, user, above)));
    }

    private Key countedKey(String backend, String user, String folder) {
        return viewings.hash(
                "counted",
                dialect,
                rule,
                request.action().name(),
                backend,
                user,
                request.clientAddress(),
                request.userAgent(),
                channel(),
                folder);
    }

    /**
     * Hashes of all that the viewer shows, by which limits count it and an operator can keep it out anywhere. Which of them the backend
     * judged isn't known, and must not be the viewer's choice.
     */
    List<Long> tokens() {
        return viewings.tokensOf(request);
    }

    /** The key of this viewing's session; only if it {@link #isNamed}. */
    public Key key() {
        if (key == null) {
            key = key(Objects.requireNonNull(name), folder);
        }
        return key;
    }

    /** The key by which requests without a token find the session; empty if they can't, as in the root folder, which all channels share. */
    Optional<Key> followKey() {
        if (name == null || follow == null || !canBeFollowed(name)) {
            return Optional.empty();
        }
        return switch (follow) {
            case ADDRESS_AGENT ->
                name.address().isEmpty()
                        ? Optional.empty()
                        : Optional.of(key(Name.ofAddress(name.address(), name.agent()), folder));
            case COOKIE ->
                cookie().map(cookie ->
                        key(Name.ofCookie(cookie.value(), viewings.cookieAddress(name.address())), folder));
            case OFF -> Optional.empty();
        };
    }

    /** Empty unless later requests are followed by a cookie and this request has a token. */
    public Optional<Cookie> cookie() {
        boolean given = follow == Follow.COOKIE && name != null && canBeFollowed(name);
        return given
                ? Optional.of(
                        new Cookie(viewings.hash("cookie value", key().hex()).hex(), folder))
                : Optional.empty();
    }

    private boolean canBeFollowed(Name name) {
        return name.kind().equals(Viewings.TOKEN) && folder.length() > 1;
    }

    /** The first value that is found for this viewing, in the request's folder and then in the folders above it. */
    <T> @Nullable T first(Function<Key, @Nullable T> lookUp) {
        if (name == null || name.follows() && folder.length() <= 1) {
            return null;
        }
        T found = lookUp.apply(key());
        return found != null ? found : firstAbove(above -> lookUp.apply(key(name, above)));
    }

    /** The root folder isn't looked in: a grant there is no grant for all channels. */
    private <T> @Nullable T firstAbove(Function<String, @Nullable T> lookUp) {
        T found = null;
        int end = folder.lastIndexOf('/', folder.length() - 2);
        for (int level = 1; found == null && level < MAX_LEVELS && end > 0; level++) {
            found = lookUp.apply(folder.substring(0, end + 1));
            end = folder.lastIndexOf('/', end - 1);
        }
        return found;
    }

    /** For operators and limits. */
    Session.Playback playback() {
        String channel = request.channel().isEmpty()
                ? Captures.hideInPath(folder, request.captures())
                : Captures.shownChannel(request);
        return new Session.Playback(request.clientAddress(), request.userAgent().hashCode(), channel);
    }

    private Key key(Name name, String folder) {
        return viewings.hash(
                name.kind(),
                dialect,
                rule,
                request.action().name(),
                name.text(),
                name.token(),
                name.address(),
                name.agent(),
                channel(),
                folder);
    }

    /** What the caller and the path call it; they may differ. The path's has its escapes, as in the keys that stores already have. */
    private String channel() {
        String captured = Captures.channelInPath(request.captures());
        if (captured.isEmpty()) {
            return request.channel();
        }
        return Captures.channel(request.captures()).equals(request.channel())
                ? captured
                : request.channel() + '\n' + captured;
    }
}
