package tv.usher.daemon;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The recipe for nginx, put together as the pages say.
 *
 * @param http   what stands beside {@code server { }}
 * @param server what stands in it
 */
record NginxRecipe(String http, String server) {

    private static final String BESIDE = "# beside server { }, in http { }:\n";
    private static final String BESIDE_FILES = "# beside location /live/ { }:\n";
    private static final String FILES = "location /live/ {\n";
    private static final String LOCATION = "location = /usher {\n";

    /** The first block alone. */
    static NginxRecipe plain() throws IOException {
        List<String> parts = parts(block(0), BESIDE);
        return new NginxRecipe(parts.get(1), parts.get(0));
    }

    /** With the second block, by which viewers don't notice a restart. */
    static NginxRecipe withoutAGap() throws IOException {
        return plain().and(block(1));
    }

    /** With the third block, by which denied viewers go somewhere else. */
    static NginxRecipe withRedirects() throws IOException {
        return plain().and(block(2));
    }

    /** With the fourth block, by which a cookie tells viewers apart. */
    static NginxRecipe withCookies() throws IOException {
        return plain().and(block(3));
    }

    static MarkdownBlock block(int block) throws IOException {
        return MarkdownBlock.ofCallersPage("nginx.md", "nginx").get(block);
    }

    /** With what another block adds, where the block says. */
    NginxRecipe and(MarkdownBlock block) {
        List<String> parts = parts(block, BESIDE);
        String beside = parts.size() < 2 ? "" : parts.get(1);
        List<String> ofServer = parts(parts.get(0), BESIDE_FILES);
        String added = server + (ofServer.size() < 2 ? "" : ofServer.get(1));
        if (ofServer.get(0).isEmpty()) {
            return new NginxRecipe(http + beside, added);
        }
        String opening = Stream.of(FILES, LOCATION)
                .filter(location -> ofServer.get(0).startsWith("# in " + location.strip() + " }:\n"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(block + " doesn't say where it goes"));
        requireIn(server, opening);
        return new NginxRecipe(http + beside, added.replace(opening, opening + ofServer.get(0)));
    }

    NginxRecipe with(String example, String ours) {
        requireIn(http + server, example);
        return new NginxRecipe(http.replace(example, ours), server.replace(example, ours));
    }

    private static List<String> parts(MarkdownBlock block, String separator) {
        return parts(block.text(), separator);
    }

    private static List<String> parts(String text, String separator) {
        return List.of(text.split(Pattern.quote(separator), -1));
    }

    private static void requireIn(String text, String part) {
        if (!text.contains(part)) {
            throw new IllegalStateException("the recipe has no " + part + ": correct the test");
        }
    }
}
