package tv.usher.engine.check;

import java.nio.charset.StandardCharsets;
import tv.usher.engine.net.PathPattern;
import tv.usher.engine.net.Percent;

/**
 * The paths that a token of Akamai's is for.
 *
 * @param text patterns that are joined by {@code !}, one character per byte
 */
record AkamaiAcl(String text) {

    // Matching a path takes time for each character of a pattern.
    private static final int LONGEST = 1024;
    private static final int MOST = 50;

    /**
     * Of a maker who may escape the patterns before he signs them. If he did, their first slash or asterisk is an escape. If he didn't, an
     * escape in them is never a wildcard. Some makers write a blank as {@code +}.
     */
    static AkamaiAcl perhapsEscaped(String signed) {
        boolean escaped = signed.regionMatches(true, 0, "%2f", 0, 3) || signed.regionMatches(true, 0, "%2a", 0, 3);
        return new AkamaiAcl(escaped ? Percent.lenient(signed.replace('+', ' ')) : signed);
    }

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
