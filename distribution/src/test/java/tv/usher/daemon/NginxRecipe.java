package tv.usher.daemon;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The README's recipe for nginx, put together as it says.
 *
 * @param http   what stands beside {@code server { }}
 * @param server what stands in it
 */
record NginxRecipe(String http, String server) {

    private static final String BESIDE = "# beside server { }, in http { }:\n";
    private static final String IN_LOCATION = "# in location = /usher { }:\n";
    private static final String IN_FILES = "# in location /live/ { }:\n";
    private static final String BESIDE_FILES = "# beside location /live/ { }:\n";
    private static final String FILES = "location /live/ {\n";
    private static final String LOCATION = "location = /usher {\n";

    /** The first block alone. */
    static NginxRecipe plain() throws IOException {
        List<String> parts = parts(0);
        return new NginxRecipe(parts.get(1), parts.get(0));
    }

    /** With the second block, by which viewers don't notice a restart. */
    static NginxRecipe withoutAGap() throws IOException {
        NginxRecipe plain = plain();
        List<String> parts = parts(1);
        requireIn(parts.get(0), IN_LOCATION);
        requireIn(plain.server(), LOCATION);
        return new NginxRecipe(plain.http() + parts.get(1), plain.server().replace(LOCATION, LOCATION + parts.get(0)));
    }

    /** With the third block, by which denied viewers go somewhere else. */
    static NginxRecipe withRedirects() throws IOException {
        NginxRecipe plain = plain();
        List<String> parts =
                List.of(MarkdownBlock.ofReadme("nginx").get(2).text().split(Pattern.quote(BESIDE_FILES)));
        requireIn(parts.get(0), IN_FILES);
        requireIn(plain.server(), FILES);
        return new NginxRecipe(plain.http(), plain.server().replace(FILES, FILES + parts.get(0)) + parts.get(1));
    }

    /** With the fourth block, by which a cookie tells viewers apart. */
    static NginxRecipe withCookies() throws IOException {
        NginxRecipe plain = plain();
        String text = MarkdownBlock.ofReadme("nginx").get(3).text();
        requireIn(text, IN_FILES);
        requireIn(plain.server(), FILES);
        return new NginxRecipe(plain.http(), plain.server().replace(FILES, FILES + text));
    }

    NginxRecipe with(String example, String ours) {
        requireIn(http + server, example);
        return new NginxRecipe(http.replace(example, ours), server.replace(example, ours));
    }

    private static List<String> parts(int block) throws IOException {
        String text = MarkdownBlock.ofReadme("nginx").get(block).text();
        requireIn(text, BESIDE);
        return List.of(text.split(Pattern.quote(BESIDE)));
    }

    private static void requireIn(String text, String part) {
        if (!text.contains(part)) {
            throw new IllegalStateException("the recipe has no " + part + ": correct the test");
        }
    }
}
