package tv.usher.engine.management.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.management.api.PageContent;

/** The page loads nothing from elsewhere, runs nothing inline, and nothing but its own files is served. */
class PageIsServedStrictlyTest {

    private static final int MOST_BYTES = 300_000;

    /** {@code import … from './api.js'}, {@code src="page/app.js"}. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?:from|import) '\\./([^']+)'|(?:src|href)=\"page/([^\"]+)\"");

    private final PageFiles files = new PageFiles();

    @Test
    void everythingThatThePageNeedsIsThere() throws IOException {
        // Given
        List<String> needed = new ArrayList<>(List.of("/"));
        int bytes = 0;

        // When: a reader follows each reference once
        for (int i = 0; i < needed.size(); i++) {
            PageContent file = file(needed.get(i));
            bytes += file.body().length;
            Matcher reference = REFERENCE.matcher(new String(file.body(), StandardCharsets.UTF_8));
            while (reference.find()) {
                String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
                if (!needed.contains("/page/" + name)) {
                    needed.add("/page/" + name);
                }
            }
        }

        // Then
        assertThat(needed).contains("/page/app.js", "/page/preact.js", "/page/htm.js", "/page/ru.js", "/page/app.css");
        assertThat(bytes).as("bytes of the whole page").isBetween(50_000, MOST_BYTES);
    }

    @Test
    void noFileOfTheFolderIsForgotten() throws IOException, URISyntaxException {
        Path folder = Path.of(PageFiles.class.getResource("index.html").toURI()).getParent();
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(file -> file.getFileName().toString())
                            .filter(name -> name.matches(".*\\.(js|css|svg)"))
                            .filter(name -> files.find("/page/" + name, "").isEmpty()))
                    .isEmpty();
        }
    }

    @Test
    void nothingInlineAndNothingFromElsewhere() {
        for (String name : List.of("/", "/page/app.js", "/page/app.css", "/page/viewers.js", "/page/parts.js")) {
            String text = new String(file(name).body(), StandardCharsets.UTF_8);

            assertThat(text)
                    .as(name)
                    .doesNotContain("innerHTML", "dangerouslySetInnerHTML", "insertAdjacentHTML", "eval(", "<style")
                    .doesNotContainPattern("(src|href)=\"(https?:)?//")
                    .doesNotContainPattern("@import|url\\(");
        }
        assertThat(new String(file("/").body(), StandardCharsets.UTF_8)).doesNotContainPattern("<script(?![^>]* src=)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/app.js", "/page/app.css", "/page/icon.svg"})
    void aStrictPolicyStandsOnEachFile(String path) {
        PageContent file = file(path);

        assertThat(file.headers().get("Content-Security-Policy"))
                .startsWith("default-src 'none';")
                .contains("script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'", "form-action 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(file.headers())
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cache-Control", "no-cache");
    }

    @Test
    void whoHasItAlreadyIsSentNothing() {
        PageContent first = file("/page/app.js");
        PageContent again =
                files.find("/page/app.js", first.headers().get("ETag")).orElseThrow();
        PageContent changed = files.find("/page/app.js", "\"another\"").orElseThrow();

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(changed.status()).isEqualTo(200);
        assertThat(file("/page/app.css").headers().get("ETag"))
                .isNotEqualTo(first.headers().get("ETag"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/page",
                "/page/",
                "/page/nothing.js",
                "/page/index.html",
                "/index.html",
                "/page/../openapi.yaml",
                "/page/..%2fopenapi.yaml",
                "/page//app.js",
                "/page/app.js/",
                "/page/PageFiles.class",
                "/PAGE/app.js",
                "/page/app.js\u0000",
                "//page/app.js",
            })
    void nothingElseIsServed(String path) {
        assertThat(files.find(path, "")).isEmpty();
    }

    @Test
    void everyLanguageHasEveryText() {
        List<String> english = keys("en");

        assertThat(english).hasSizeGreaterThan(200).doesNotHaveDuplicates();
        for (String language : List.of("ru", "es")) {
            assertThat(keys(language)).as(language).containsExactlyElementsOf(english);
        }
    }

    private List<String> keys(String language) {
        String text = new String(file("/page/" + language + ".js").body(), StandardCharsets.UTF_8);
        return Arrays.stream(text.split("\n"))
                .filter(line -> line.matches("  '[^']+': .*"))
                .map(line -> line.split("'")[1])
                .toList();
    }

    private PageContent file(String path) {
        return files.find(path, "").orElseThrow(() -> new AssertionError("nothing is at " + path));
    }
}
