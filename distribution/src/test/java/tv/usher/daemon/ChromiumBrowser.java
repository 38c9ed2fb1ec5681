package tv.usher.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;

/**
 * A real Chromium without a window, driven through ChromeDriver.
 *
 * @see <a href="https://www.w3.org/TR/webdriver2/">WebDriver, of which this is the little that is needed</a>
 */
final class ChromiumBrowser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final RunningProgram driver;
    private final String session;

    private ChromiumBrowser(RunningProgram driver, int port, Path profile, List<String> more)
            throws IOException, InterruptedException {
        this.driver = driver;
        String server = "http://127.0.0.1:" + port + "/session";
        this.session = server + "/"
                + post(server, capabilities(profile, more)).get("sessionId").asText();
    }

    /**
     * Waits until it is open; skips the test where there is no Chromium.
     *
     * @param profile a folder of its own, which it creates
     * @param more    arguments beside the usual ones
     */
    static ChromiumBrowser start(Path profile, String... more) throws IOException, InterruptedException {
        RealPrograms.require("chromium");
        int port = LoopbackPorts.free();
        RunningProgram driver = RunningProgram.start(
                new ProcessBuilder(RealPrograms.require("chromedriver").toString(), "--port=" + port));
        try {
            driver.awaitOutput("started successfully");
            return new ChromiumBrowser(driver, port, profile, List.of(more));
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            driver.close();
            throw e;
        }
    }

    /** Without a sandbox, which root can't have; without all by which it would talk to anybody but the test. */
    private static Map<String, Object> capabilities(Path profile, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--autoplay-policy=no-user-gesture-required",
                "--window-size=640,480",
                "--user-data-dir=" + profile));
        arguments.addAll(more);
        Map<String, Object> chromium =
                Map.of("binary", RealPrograms.require("chromium").toString(), "args", arguments);
        return Map.of(
                "capabilities",
                Map.of(
                        "alwaysMatch",
                        Map.of("goog:chromeOptions", chromium, "goog:loggingPrefs", Map.of("browser", "ALL"))));
    }

    /** Waits until the page is loaded. */
    void open(String address) throws IOException, InterruptedException {
        post(session + "/url", Map.of("url", address));
    }

    /**
     * @param expression of JavaScript
     * @return its value; a JSON null for null and undefined
     */
    JsonNode evaluate(String expression) {
        try {
            return post(session + "/execute/sync", Map.of("script", "return " + expression, "args", List.of()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param body of a JavaScript function that calls {@code done} with its result
     */
    JsonNode await(String body) throws IOException, InterruptedException {
        String script = "const done = arguments[arguments.length - 1]; " + body;
        return post(session + "/execute/async", Map.of("script", script, "args", List.of()));
    }

    /** Clicks as a person does: what covers the element gets the click, and then this fails. */
    void click(String selector) throws IOException, InterruptedException {
        post(element(selector) + "/click", Map.of());
    }

    /** Types after what is there; {@code \uE004} is the tabulator, {@code \uE007} Enter, {@code \uE00C} Escape. */
    void type(String selector, String text) throws IOException, InterruptedException {
        post(element(selector) + "/value", Map.of("text", text));
    }

    /** To whatever has the focus. */
    void press(String key) throws IOException, InterruptedException {
        List<Map<String, String>> strokes =
                List.of(Map.of("type", "keyDown", "value", key), Map.of("type", "keyUp", "value", key));
        post(
                session + "/actions",
                Map.of("actions", List.of(Map.of("type", "key", "id", "keyboard", "actions", strokes))));
    }

    private String element(String selector) throws IOException, InterruptedException {
        JsonNode found = post(session + "/element", Map.of("using", "css selector", "value", selector));
        return session + "/element/" + found.iterator().next().asText();
    }

    /**
     * @see <a href="https://chromedevtools.github.io/devtools-protocol/">the Chrome DevTools Protocol</a>
     */
    JsonNode command(String name, Map<String, ?> parameters) throws IOException, InterruptedException {
        return post(session + "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
    }

    /** What stands in the console since this was last called. */
    List<String> console() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        post(session + "/se/log", Map.of("type", "browser"))
                .forEach(line -> lines.add(
                        line.get("level").asText() + ' ' + line.get("message").asText()));
        return lines;
    }

    /** A picture of the page, as PNG. */
    void screenshot(Path file) throws IOException, InterruptedException {
        JsonNode picture =
                send(HttpRequest.newBuilder(URI.create(session + "/screenshot")).GET());
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(picture.asText()));
    }

    private JsonNode post(String address, Map<String, ?> body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address))
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(request.timeout(RunningProgram.PATIENCE).build(), BodyHandlers.ofString());
        JsonNode value = JSON.readTree(answer.body()).get("value");
        if (answer.statusCode() != 200) {
            throw new IOException("ChromeDriver: " + value.path("message").asText());
        }
        return value;
    }

    /** Lets the browser tidy up behind it, then ends ChromeDriver and whatever it has started. */
    @Override
    public void close() {
        try {
            send(HttpRequest.newBuilder(URI.create(session)).DELETE());
        } catch (IOException e) {
            // It is gone already, which is for the test to find out.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            driver.close();
        }
    }
}
