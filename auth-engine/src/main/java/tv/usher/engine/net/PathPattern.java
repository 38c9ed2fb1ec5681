package tv.usher.engine.net;

import java.util.Optional;

/**
 * A path condition: {@code *} stands for any text within a segment, {@code **} for any text across segments, {@code ?} for one
 * character other than a slash. Everything else is literal, and letter case counts. {@code /vip/**} holds for {@code /vip/} and
 * everything below it.
 *
 * <p>Matching takes time linear in the path for each asterisk, whatever the path.
 */
public final class PathPattern {

    private final String glob;

    private PathPattern(String glob) {
        this.glob = glob;
    }

    /**
     * @throws IllegalArgumentException if the text doesn't begin with a slash or an asterisk, or could match no canonical path
     */
    public static PathPattern parse(String text) {
        if (!text.startsWith("/") && !text.startsWith("*")) {
            throw new IllegalArgumentException("must begin with '/'");
        }
        String literal = text.replace('*', 'a').replace('?', 'a');
        Optional<String> canonical = CanonicalPath.of(literal.startsWith("/") ? literal : "/" + literal);
        if (canonical.isEmpty()) {
            throw new IllegalArgumentException("has '..', '//', or another part that no path can have");
        }
        return new PathPattern(CanonicalPath.encodeForeign(text));
    }

    /**
     * @param path in canonical form
     */
    public boolean matches(String path) {
        return matches(path, 0, 0);
    }

    // Greedy with one step back to the latest '**' and, within its segment, to the latest '*'; no recursion.
    private boolean matches(String path, int p, int g) {
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
                starGlob = -1;
                deepPath++;
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
