package tv.usher.engine.session;

import java.util.Optional;
import java.util.function.Function;
import tv.usher.api.AccessRequest;

/**
 * What a request belongs to, by everything that tells it from others: dialect, rule, action, channel and folder, the viewer's address,
 * and what the viewer or the caller names it by. Immutable; the keys are made when they are asked for.
 */
public final class Viewing {

    /** Folders above a request's own in which its session may have begun; deeper paths are none that players ask for. */
    private static final int MAX_LEVELS = 16;

    private final KeyHash hash;
    private final String dialect;
    private final String rule;
    private final AccessRequest request;
    private final Name name;
    private final Name follower;

    /** What a viewing is named by, beside its place. */
    record Name(String kind, String text, String token, String address, String agent) {}

    /**
     * @param name     null if nothing names it
     * @param follower what later requests without a token are named by, null if they aren't to be found
     */
    Viewing(KeyHash hash, String dialect, String rule, AccessRequest request, Name name, Name follower) {
        this.hash = hash;
        this.dialect = dialect;
        this.rule = rule;
        this.request = request;
        this.name = name;
        this.follower = follower;
    }

    /** True if a token or the caller names it, so that it can be remembered without being anybody else's. */
    public boolean isNamed() {
        return name != null && (!name.token().isEmpty() || name.kind().equals(Viewings.SESSION));
    }

    /** The session of this viewing; only of one that {@link #isNamed}. */
    public Key key() {
        return key(name, folder());
    }

    /** What requests without a token are found by; empty if they aren't followed, as in the root folder, which all channels share. */
    Optional<Key> followKey() {
        String folder = folder();
        boolean shared =
                folder.length() <= 1 && follower != null && follower.kind().equals(Viewings.FOLLOW);
        return follower == null || shared ? Optional.empty() : Optional.of(key(follower, folder));
    }

    /**
     * The first that there is of this viewing, in the request's folder and those above it.
     *
     * @return null if there is none
     */
    <T> T first(Function<Key, T> lookUp) {
        if (name == null) {
            return null;
        }
        String folder = folder();
        boolean follows = name.kind().equals(Viewings.FOLLOW);
        for (int level = 0; level < MAX_LEVELS; level++) {
            if (follows && folder.length() <= 1) {
                return null;
            }
            T found = lookUp.apply(key(name, folder));
            String parent = parent(folder);
            if (found != null || parent.length() <= 1) {
                return found; // what was granted in the root folder is no grant for all channels
            }
            folder = parent;
        }
        return null;
    }

    private static String parent(String folder) {
        return folder.length() <= 1 ? "" : folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
    }

    /** Where the viewer is, for operators and limits. */
    Session.Place place() {
        String channel = request.channel().isEmpty() ? folder() : request.channel();
        return new Session.Place(request.clientAddress(), request.userAgent().hashCode(), channel);
    }

    /** What has no extension is a channel itself, as in Astra's {@code /play/a001}, and not a file in a folder of many. */
    private String folder() {
        String path = request.path();
        int slash = path.lastIndexOf('/');
        boolean isFile = slash == path.length() - 1 || path.indexOf('.', slash + 1) >= 0;
        return isFile ? path.substring(0, slash + 1) : path + '/';
    }

    private Key key(Name name, String folder) {
        return hash.of(
                name.kind(),
                dialect,
                rule,
                request.action().name(),
                name.text(),
                name.token(),
                name.address(),
                name.agent(),
                request.channel(),
                folder);
    }
}
