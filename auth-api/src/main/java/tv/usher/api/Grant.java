package tv.usher.api;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What an allow carries.
 *
 * @param user        the middleware's name of the viewer, empty if it named none
 * @param sessionName how operators know the viewer, such as a login; empty if the middleware named none
 * @param lifetime    how long the viewer may go on without another question, not negative
 * @param maxSessions how many sessions the user may have at once, at least 1; empty if the middleware named no number
 * @param unique      beyond the limit the oldest session ends for the newest; without a number the limit is one session
 */
public record Grant(String user, String sessionName, Duration lifetime, OptionalInt maxSessions, boolean unique) {

    /** The longest user or session name, in characters; a longer one is no name. */
    public static final int MAX_NAME = 256;

    private static final Duration MAX_LIFETIME = Duration.ofDays(365);

    /**
     * @throws IllegalArgumentException if a name is longer than {@link #MAX_NAME} or has a control character, the lifetime is
     *     negative, or the limit is less than 1
     */
    public Grant {
        if (!isName(user) || !isName(sessionName)) {
            throw new IllegalArgumentException("not a name");
        }
        if (lifetime.isNegative()) {
            throw new IllegalArgumentException("lifetime is negative");
        }
        if (Objects.requireNonNull(maxSessions).orElse(1) < 1) {
            throw new IllegalArgumentException("max sessions is less than 1");
        }
    }

    /** A grant that names nobody. */
    public static Grant of(Duration lifetime) {
        return new Grant("", "", lifetime, OptionalInt.empty(), false);
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
                seconds < 1 ? lifetime : Duration.ofSeconds(Math.min(seconds, MAX_LIFETIME.toSeconds())),
                sessions < 1 ? OptionalInt.empty() : OptionalInt.of((int) Math.min(sessions, Integer.MAX_VALUE)),
                unique.equalsIgnoreCase("true") || unique.equals("1"));
    }

    /** How many sessions the user may have at once: {@link #maxSessions}, else one if {@link #unique}; empty: any number. */
    public OptionalInt limit() {
        return unique && maxSessions.isEmpty() ? OptionalInt.of(1) : maxSessions;
    }

    /** This grant with another user. */
    public Grant withUser(String user) {
        return new Grant(user, sessionName, lifetime, maxSessions, unique);
    }

    private static String name(BackendResponse response, String header) {
        String name = response.header(header).orElse("").strip();
        return isName(name) ? name : "";
    }

    private static boolean isName(String text) {
        return text.length() <= MAX_NAME && Header.isPlain(text);
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
}
