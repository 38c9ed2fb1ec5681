package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;
import tv.usher.api.testing.TakesLong;

/** The recipes of {@code cors.md}: a browser's question whether it may ask is answered by the edge, and asks nobody. */
class PlayersOnOtherPagesIT {

    private static final String PAGE = "https://www.example.com";
    private static final String ALLOWED_PAGE = "Access-Control-Allow-Origin";
    private static final int SECONDS = 4;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_FOR_OTHER_PAGES")
    void askWithoutATokenAndPlayWithOne(ShippedEdge recipe) throws Exception {
        int port = LoopbackPorts.free();
        try (PaidChannels channels = new PaidChannels(folder);
                UsherProcess usher =
                        UnpackedUsher.built().start(ConfigText.write(folder, port, channels.configuration()));
                ShippedEdge.Running edge = recipe.start(new ShippedEdge.Site(folder, channels, port))) {
            // When
            CallerConnection.Answer preflight = ask(edge, "OPTIONS", "/live/paid/s1.ts", PAGE);
            CallerConnection.Answer ofAnotherPage = ask(edge, "OPTIONS", "/live/paid/s1.ts", "https://evil.example");

            // Then
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header(ALLOWED_PAGE)).isEqualTo(PAGE);
            assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Range");
            assertThat(preflight.body()).isEmpty();
            assertThat(ofAnotherPage.header(ALLOWED_PAGE)).isEmpty();
            assertThat(usher.page("/metrics").body()).doesNotContainPattern("(?m)^usher_decisions_total\\{.*} [1-9]");

            CallerConnection.Answer allowed = ask(edge, "GET", "/live/paid/s1.ts?token=123", PAGE);
            assertThat(allowed.status()).isEqualTo(200);
            assertThat(allowed.header(ALLOWED_PAGE)).isEqualTo(PAGE);
            assertThat(channels.shownIn(allowed.body())).containsExactly("tv.example paid");

            CallerConnection.Answer denied = ask(edge, "GET", "/live/other/s1.ts?token=123", PAGE);
            assertThat(denied.status()).isEqualTo(403);
            assertThat(denied.header(ALLOWED_PAGE))
                    .as("so that the player sees the status")
                    .isEqualTo(PAGE);
        }
    }

    private static CallerConnection.Answer ask(ShippedEdge.Running edge, String method, String target, String page)
            throws IOException {
        try (CallerConnection viewer = CallerConnection.to(edge.port())) {
            viewer.sendBytes(method + ' ' + target + " HTTP/1.1\r\nHost: " + PaidChannels.HOST + "\r\nOrigin: " + page
                    + "\r\nAccess-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: range\r\n\r\n");
            return viewer.read();
        }
    }

    @TakesLong
    @Test
    void playInARealBrowser() throws Exception {
        List.of("ffmpeg", "nginx", "npm", "chromium", "chromedriver").forEach(RealPrograms::require);
        Path site = Files.createDirectories(folder.resolve("site"));
        HlsJs.copyTo(site);
        int callers = LoopbackPorts.free();
        try (LiveChannel channel = LiveChannel.start(Files.createDirectories(folder.resolve("tv/live/one")));
                PhpServer php = PhpServer.start(PhpServer.sourcesExample(folder), LoopbackPorts.free());
                UsherProcess usher = UnpackedUsher.built()
                        .start(ConfigText.write(folder, callers, ConfigText.asking(php.address())));
                NginxServer pages = NginxServer.start(
                        Files.createDirectory(folder.resolve("pages")),
                        "types { text/html html; text/javascript js; }",
                        "root " + site + ";");
                NginxServer edge = edge(callers, pages.address());
                ChromiumBrowser browser = ChromiumBrowser.start(folder.resolve("profile"))) {
            assertThat(channel).isNotNull();

            // When
            browser.open(
                    pages.address() + "/index.html?asks-first#" + edge.address() + "/live/one/index.m3u8?token=123");

            // Then
            await("it plays")
                    .atMost(RunningProgram.PATIENCE)
                    .failFast(
                            () -> assertThat(browser.evaluate("viewer.stopped").isNull())
                                    .as(browser.evaluate("viewer.stopped").asText())
                                    .isTrue())
                    .until(() -> browser.evaluate("video.played.length ? video.currentTime - video.played.start(0) : 0")
                                    .asDouble()
                            >= SECONDS);
            List<String> answered = Files.readAllLines(folder.resolve("asked.log"));
            assertThat(answered)
                    .anyMatch(line -> line.matches("204 OPTIONS /live/one/v0/seg-\\d+\\.ts"))
                    .anyMatch(line -> line.matches("200 GET /live/one/v0/seg-\\d+\\.ts"))
                    .allMatch(line -> line.startsWith("204 OPTIONS ") || line.startsWith("200 GET "));
            usher.awaitMetric("usher_questions_total{by=\"asked\"}", 1);
        }
    }

    private NginxServer edge(int callers, String page) throws IOException {
        NginxRecipe recipe = NginxRecipe.plain()
                .and(MarkdownBlock.ofCallersPage("cors.md", "nginx").get(0))
                .with(PAGE, page)
                .with("127.0.0.1:1064", "127.0.0.1:" + callers)
                .with("/srv/tv", folder.resolve("tv").toString());
        return NginxServer.start(
                folder,
                recipe.http() + "log_format asked '$status $request_method $uri';\n",
                recipe.server() + "access_log asked.log asked;\n");
    }
}
