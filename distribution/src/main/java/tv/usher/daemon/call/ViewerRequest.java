package tv.usher.daemon.call;

import tv.usher.api.Action;
import tv.usher.api.QueryString;

/**
 * What a viewer asks a caller for.
 *
 * @param client    the viewer's address
 * @param userAgent in ASCII, without control characters
 * @param session   what the caller calls the viewing by, if it does; a number, since some know nothing else
 */
public record ViewerRequest(ViewerUrl url, String client, String userAgent, String session, Action action) {

    public ViewerRequest {
        if (!isPlain(userAgent) || !isPlain(session)) {
            throw new IllegalArgumentException(
                    "user agent and session must be of ASCII letters, digits, signs and blanks");
        }
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    /** The same without its token. */
    public ViewerRequest redacted() {
        return new ViewerRequest(url.redacted(), client, userAgent, session, action);
    }

    /** Decoded, empty if there is none. */
    String token() {
        return QueryString.of(url.query()).first("token").orElse("");
    }

    boolean publishes() {
        return action == Action.PUBLISH;
    }
}
