package tv.usher.engine.net;

import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/**
 * A path condition: {@code *} stands for any text within a segment, {@code **} for any text across segments, {@code ?} for one
 * character other than a slash. Everything else is literal, and letter case counts. {@code /vip/**} holds for {@code /vip/} and
 * everything below it. To a {@code ?} an escaped byte such as {@code %20} is three characters.
 *
 * <p>Matching takes time linear in the path for each asterisk, whatever the path.
 */
public final class PathPattern implements Glob {

    private final String glob;
    private final String beginning;

    private PathPattern(String glob) {
        this.glob = glob;
        this.beginning = glob.split("[*?]", 2)[0];
    }

    /**
     * @throws IllegalArgumentException if the text doesn't begin with a slash or an asterisk, or could match no canonical path
     */
    public static PathPattern parse(String text) {
        if (!text.startsWith("/") && !text.startsWith("*")) {
            throw new IllegalArgumentException("must begin with '/'");
        }
        String glob = canonical(text);
        String example =
                (glob.startsWith("/") ? "" : "/") + glob.replace('*', 'a').replace('?', 'a');
        if (CanonicalPath.of(example).isEmpty()) {
            throw new IllegalArgumentException("has '..', '//', or another part that no path can have");
        }
        return new PathPattern(glob);
    }

    // Paths are compared in canonical form, so what stands between the wildcards is brought into it too: caf%c3%a9 and
    // café are one.
    private static String canonical(String text) {
        StringBuilder glob = new StringBuilder();
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        StringTokenizer parts = new StringTokenizer(bytes, "*?", true);
        while (parts.hasMoreTokens()) {
            String part = parts.nextToken();
            if (part.equals("*") || part.equals("?")) {
                glob.append(part);
            } else {
                glob.append(
                        CanonicalPath.withCanonicalEscapes(part)
                                .filter(canonical -> canonical.indexOf('*') < 0)
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                "has an escaped '/', '%', '*' or control character, or another part that no path can have")));
            }
        }
        return glob.toString();
    }

    @Override
    public String beginning() {
        return beginning;
    }

    /**
     * @param path in canonical form
     */
    @Override
    public boolean matches(String path) {
        // Greedy, with one step back to the latest '**' and, within its segment, to the latest '*'.
        int g = 0;
        int p = 0;
        int starGlob = -1;
        int starPath = -1;
        int deepGlob = -1;
        int deepPath = -1;
        while (p < path.length()) {
            if (glob.startsWith("**", g)) {
                g += 2;
                deepGlob = g;
                deepPath = p;
                starGlob = -1;
            } else if (g < glob.length() && glob.charAt(g) == '*') {
                g++;
                starGlob = g;
                starPath = p;
            } else if (g < glob.length() && matchesOne(glob.charAt(g), path.charAt(p))) {
                g++;
                p++;
            } else if (starGlob >= 0 && path.charAt(starPath) != '/') {
                starPath++;
                p = starPath;
                g = starGlob;
            } else if (deepGlob >= 0) {
                // A '*' that failed in its segment fails from anywhere in it, so the next segment is the next chance.
                deepPath = 1 + (starGlob < 0 ? deepPath : path.indexOf('/', deepPath));
                starGlob = -1;
                p = deepPath;
                g = deepGlob;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }

    private static boolean matchesOne(char glob, char path) {
        return glob == '?' ? path != '/' : glob == path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern pattern && pattern.glob.equals(glob);
    }

    @Override
    public int hashCode() {
        return glob.hashCode();
    }

    @Override
    public String toString() {
        return glob;
    }
}
