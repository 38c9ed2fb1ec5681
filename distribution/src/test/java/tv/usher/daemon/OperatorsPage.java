package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The operator's page in a real Chromium. Nothing that it does may be an error of its console, or against its own policy. */
final class OperatorsPage implements AutoCloseable {

    /** Kept, for people to look at. */
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** Runs before the page's own scripts. */
    private static final String WATCH = """
            window.wrongs = [];
            addEventListener('securitypolicyviolation', e => wrongs.push('policy: ' + e.violatedDirective + ' ' + e.blockedURI));
            addEventListener('error', e => wrongs.push('error: ' + e.message));
            addEventListener('unhandledrejection', e => wrongs.push('rejected: ' + e.reason));
            """;

    private final ChromiumBrowser browser;
    private final String address;

    private OperatorsPage(ChromiumBrowser browser, String address) {
        this.browser = browser;
        this.address = address;
    }

    /**
     * @param language of the browser, such as {@code en}
     */
    static OperatorsPage open(UsherProcess usher, Path profile, String language)
            throws IOException, InterruptedException {
        ChromiumBrowser browser = ChromiumBrowser.start(profile, "--lang=" + language, "--accept-lang=" + language);
        try {
            browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
            OperatorsPage page = new OperatorsPage(browser, "http://127.0.0.1:" + usher.management() + "/");
            page.size(1280, 900);
            browser.open(page.address);
            return page;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            browser.close();
            throw e;
        }
    }

    ChromiumBrowser browser() {
        return browser;
    }

    void size(int width, int height) throws IOException, InterruptedException {
        browser.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(boolean dark) throws IOException, InterruptedException {
        String scheme = dark ? "dark" : "light";
        browser.command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /**
     * @param view what stands behind the number sign of the page's address
     */
    void go(String view) {
        browser.evaluate("location.hash = '#" + view + "'");
    }

    /** Waits until an element with that text is shown. */
    void awaitText(String selector, String text) {
        await(selector + " with '" + text + "'").until(() -> text(selector), shown -> shown.contains(text));
    }

    void awaitGone(String selector) {
        await("no " + selector).until(() -> count(selector) == 0);
    }

    /** Of all such elements. */
    String text(String selector) {
        return browser.evaluate(
                        "Array.from(document.querySelectorAll('" + selector + "'), e => e.innerText).join('\\n')")
                .asText();
    }

    int count(String selector) {
        return browser.evaluate("document.querySelectorAll('" + selector + "').length")
                .asInt();
    }

    void click(String selector) throws IOException, InterruptedException {
        browser.click(selector);
    }

    void type(String selector, String text) throws IOException, InterruptedException {
        browser.type(selector, text);
    }

    void screenshot(String name) throws IOException, InterruptedException {
        browser.screenshot(SCREENSHOTS.resolve("page-" + name + ".png"));
    }

    /** The page has no sideways scrolling. */
    void assertFits() {
        int wide = browser.evaluate("document.documentElement.scrollWidth - innerWidth")
                .asInt();
        assertThat(wide)
                .as("pixels beyond the right side, " + browser.evaluate("location.hash"))
                .isNotPositive();
    }

    /** What hinders people who can't see, or have no mouse. */
    void assertAccessible(String as) throws IOException, InterruptedException {
        browser.evaluate("(() => { if (!window.axe) { " + axe() + " } })()");
        List<String> violations = new ArrayList<>();
        browser.await(
                        "axe.run().then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' '))))")
                .forEach(violation -> violations.add(violation.asText()));
        assertThat(violations).as(as).isEmpty();
    }

    private static String axe() throws IOException {
        Properties jar = new Properties();
        try (InputStream pom = resource("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
            jar.load(pom);
        }
        String script = "/META-INF/resources/webjars/axe-core/" + jar.getProperty("version") + "/axe.min.js";
        try (InputStream axe = resource(script)) {
            return new String(axe.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream resource(String path) {
        return OperatorsPage.class.getResourceAsStream(path);
    }

    /**
     * @param expected parts of lines of the console that the test has caused itself
     */
    void assertNothingWentWrong(String... expected) throws IOException, InterruptedException {
        assertThat(browser.evaluate("wrongs.join('\\n')").asText()).isEmpty();
        assertThat(browser.console())
                .filteredOn(line -> line.startsWith("SEVERE") || line.startsWith("WARNING"))
                .filteredOn(line -> List.of(expected).stream().noneMatch(line::contains))
                .filteredOn(line -> !line.contains("Canvas2D")) // of axe
                .filteredOn(line -> !line.contains("/api/events")) // without a stream the status is asked for
                .isEmpty();
    }

    @Override
    public void close() {
        browser.close();
    }
}
