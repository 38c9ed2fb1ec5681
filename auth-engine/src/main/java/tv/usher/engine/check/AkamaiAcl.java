package tv.usher.engine.check;

import java.nio.charset.StandardCharsets;
import tv.usher.engine.net.PathPattern;

/**
 * The paths that a token of Akamai's is for.
 *
 * @param text patterns that are joined by {@code !}, one character per byte
 */
record AkamaiAcl(String text) {

    // Matching a path takes time for each character of a pattern.
    private static final int LONGEST = 1024;
    private static final int MOST = 50;

    boolean isTooLong() {
        return text.length() > LONGEST || text.chars().filter(c -> c == '!').count() >= MOST;
    }

    /** A pattern that no path can have is for nothing. */
    boolean isFor(String path) {
        String patterns = new String(LinkText.bytes(text), StandardCharsets.UTF_8);
        for (String pattern : patterns.split("!")) {
            try {
                if (pattern.indexOf('{') < 0
                        && PathPattern.parse(pattern.replace("*", "**")).matches(path)) {
                    return true;
                }
            } catch (IllegalArgumentException e) {
                // the next one may
            }
        }
        return false;
    }
}
