package tv.usher.api;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What an allow carries. Made by {@link #lasting} and the methods that take something, each of which answers another grant that has it
 * too: {@code Grant.lasting(hour).user("77").maxSessions(2)}.
 *
 * <p>Immutable.
 */
public final class Grant {

    /** The longest user or session name, in characters; a longer one is no name. */
    public static final int MAX_NAME = 256;

    private static final Duration MAX_LIFETIME = Duration.ofDays(365);
    private static final int ANY_NUMBER = 0;

    private final String user;
    private final String sessionName;
    private final Duration lifetime;
    private final int maxSessions;
    private final boolean unique;

    private Grant(String user, String sessionName, Duration lifetime, int maxSessions, boolean unique) {
        this.user = user;
        this.sessionName = sessionName;
        this.lifetime = lifetime;
        this.maxSessions = maxSessions;
        this.unique = unique;
    }

    /**
     * A grant that names nobody and has no limit.
     *
     * @throws IllegalArgumentException if the lifetime is negative
     */
    public static Grant lasting(Duration lifetime) {
        if (lifetime.isNegative()) {
            throw new IllegalArgumentException("lifetime is negative");
        }
        return new Grant("", "", lifetime, ANY_NUMBER, false);
    }

    /**
     * True if a grant can carry this name: at most {@link #MAX_NAME} characters of any script, without control characters. An empty
     * text is one, and names nobody.
     */
    public static boolean isName(String text) {
        return text.length() <= MAX_NAME && Unicode.isText(text);
    }

    /**
     * With the middleware's name of the viewer, by which sessions are counted.
     *
     * @throws IllegalArgumentException unless {@link #isName}
     */
    public Grant user(String user) {
        return new Grant(requireName(user), sessionName, lifetime, maxSessions, unique);
    }

    /**
     * With how operators know the viewer, such as a login.
     *
     * @throws IllegalArgumentException unless {@link #isName}
     */
    public Grant sessionName(String sessionName) {
        return new Grant(user, requireName(sessionName), lifetime, maxSessions, unique);
    }

    /**
     * With another lifetime.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Grant lifetime(Duration lifetime) {
        return new Grant(user, sessionName, lasting(lifetime).lifetime, maxSessions, unique);
    }

    /**
     * With how many sessions the user may have at once.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Grant maxSessions(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("max sessions is less than 1");
        }
        return new Grant(user, sessionName, lifetime, most, unique);
    }

    /**
     * As {@link #maxSessions(int)}; empty for any number.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Grant maxSessions(OptionalInt most) {
        return most.isPresent()
                ? maxSessions(most.getAsInt())
                : new Grant(user, sessionName, lifetime, ANY_NUMBER, unique);
    }

    /** True: beyond the limit the oldest session ends for the newest; without a number the limit is one session. */
    public Grant unique(boolean unique) {
        return new Grant(user, sessionName, lifetime, maxSessions, unique);
    }

    /**
     * Reads the answer headers that Flussonic's and Cesbo's backends share: {@code X-UserId}, {@code X-Session-Name},
     * {@code X-AuthDuration} (seconds), {@code X-Max-Sessions}, {@code X-Unique} ({@code true} or {@code 1}). Total: a value that
     * makes no sense counts as absent, and a lifetime beyond a year as a year.
     *
     * @param lifetime counts when the answer names none
     */
    public static Grant fromHeaders(BackendResponse response, Duration lifetime) {
        long seconds = wholeNumber(response, "X-AuthDuration");
        long sessions = wholeNumber(response, "X-Max-Sessions");
        String unique = response.header("X-Unique").orElse("").strip();
        return new Grant(
                name(response, "X-UserId"),
                name(response, "X-Session-Name"),
                seconds < 1
                        ? lasting(lifetime).lifetime
                        : Duration.ofSeconds(Math.min(seconds, MAX_LIFETIME.toSeconds())),
                sessions < 1 ? ANY_NUMBER : (int) Math.min(sessions, Integer.MAX_VALUE),
                unique.equalsIgnoreCase("true") || unique.equals("1"));
    }

    /** The middleware's name of the viewer, empty if it named none. */
    public String user() {
        return user;
    }

    /** How operators know the viewer; empty if the middleware named none. */
    public String sessionName() {
        return sessionName;
    }

    /** How long the viewer may go on without another question, not negative. */
    public Duration lifetime() {
        return lifetime;
    }

    /** How many sessions the user may have at once, at least 1; empty if the middleware named no number. */
    public OptionalInt maxSessions() {
        return maxSessions == ANY_NUMBER ? OptionalInt.empty() : OptionalInt.of(maxSessions);
    }

    /** Beyond the limit the oldest session ends for the newest. */
    public boolean unique() {
        return unique;
    }

    /** How many sessions the user may have at once: {@link #maxSessions}, else one if {@link #unique}; empty: any number. */
    public OptionalInt limit() {
        return unique && maxSessions == ANY_NUMBER ? OptionalInt.of(1) : maxSessions();
    }

    private static String requireName(String text) {
        if (!isName(text)) {
            throw new IllegalArgumentException("not a name");
        }
        return text;
    }

    /** Its bytes are read as UTF-8 if they are, else as ISO-8859-1. */
    private static String name(BackendResponse response, String header) {
        String name = HeaderText.read(response.header(header).orElse("").strip());
        return isName(name) ? name : "";
    }

    private static long wholeNumber(BackendResponse response, String header) {
        String text = response.header(header).orElse("").strip();
        return !text.isEmpty() && text.length() <= 18 && isDigits(text) ? Long.parseLong(text) : -1;
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Grant grant
                && user.equals(grant.user)
                && sessionName.equals(grant.sessionName)
                && lifetime.equals(grant.lifetime)
                && maxSessions == grant.maxSessions
                && unique == grant.unique;
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, sessionName, lifetime, maxSessions, unique);
    }

    @Override
    public String toString() {
        return "Grant[user=" + user + ", sessionName=" + sessionName + ", lifetime=" + lifetime + ", maxSessions="
                + (maxSessions == ANY_NUMBER ? "any" : maxSessions) + ", unique=" + unique + ']';
    }
}
