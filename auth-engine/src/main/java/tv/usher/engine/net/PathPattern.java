package tv.usher.engine.net;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path condition: {@code *} stands for any text within a segment, {@code **} for any text across segments, {@code ?} for one
 * character other than a slash. Everything else is literal, and letter case counts. {@code /vip/**} holds for {@code /vip/} and
 * everything below it. To a {@code ?} an escaped byte such as {@code %20} is three characters.
 *
 * <p>A name in braces stands for the text of a segment, as in {@code /live/{channel}/**}: see {@link #capture}.
 *
 * <p>Matching takes time linear in the path for each asterisk, whatever the path.
 */
public final class PathPattern implements Glob {

    private static final Pattern NAMED = Pattern.compile("\\{[^{}/]*}");
    private static final Pattern PARTS = Pattern.compile("[*?]|\\{[^{}/]*}|[^*?{]+|\\{");

    private final String glob;
    private final String beginning;
    private final @Nullable PathTemplate template;

    private PathPattern(String glob) {
        this.glob = glob;
        this.beginning = glob.split("[*?{]", 2)[0];
        this.template = glob.indexOf('{') < 0 ? null : new PathTemplate(glob);
    }

    /** True if it has names in braces. */
    public boolean isNaming() {
        return template != null;
    }

    /** True if it has that name in braces. */
    public boolean names(String name) {
        return glob.contains('{' + name + '}');
    }

    /** True if it has no other name in braces. */
    public boolean namesOnly(String name) {
        return glob.replace('{' + name + '}', "").indexOf('{') < 0;
    }

    /**
     * What the names stand for; empty if it has none.
     *
     * @param path in canonical form
     * @return null if the path doesn't match
     */
    public @Nullable Map<String, String> capture(String path) {
        return template == null ? matches(path) ? Map.of() : null : template.capture(path);
    }

    /**
     * @throws IllegalArgumentException if the text doesn't begin with a slash or an asterisk, or could match no canonical path
     */
    public static PathPattern parse(String text) {
        if (!text.startsWith("/") && !text.startsWith("*")) {
            throw new IllegalArgumentException("must begin with '/'");
        }
        String glob = canonical(text);
        String example = (glob.startsWith("/") ? "" : "/")
                + NAMED.matcher(glob).replaceAll("a").replace('*', 'a').replace('?', 'a');
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
        Matcher parts = PARTS.matcher(bytes);
        while (parts.find()) {
            String part = parts.group();
            if (part.equals("*") || part.equals("?") || NAMED.matcher(part).matches()) {
                glob.append(part);
            } else if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
                throw new IllegalArgumentException("has a brace that is no part of a name such as {channel}");
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
        if (template != null) {
            return template.capture(path) != null;
        }
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
