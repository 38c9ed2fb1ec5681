package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;
import tv.usher.api.testing.TakesLong;
import tv.usher.api.testing.TestingPortal;

/** A viewer in a real browser, with the player that most portals use, behind a real nginx with its page's recipe. */
class BrowserPlaysUntilKickedIT {

    /** A minute of the two that CI plays. */
    private static final int SECONDS = Integer.getInteger("usher.playback-seconds", 30) / 2;

    /** Kept, for people to look at. */
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    private Path folder;

    private LiveChannel channel;

    @BeforeEach
    void startChannel() throws IOException {
        List.of("ffmpeg", "nginx", "npm", "chromium", "chromedriver").forEach(RealPrograms::require);
        channel = LiveChannel.start(Files.createDirectories(folder.resolve("tv/live/one")));
    }

    @AfterEach
    void stopChannel() {
        if (channel != null) {
            channel.close();
        }
    }

    private interface Kick {
        void by(UsherProcess usher) throws Exception;
    }

    @TakesLong
    @Test
    void forOneQuestion() throws Exception {
        playsUntil(usher -> kick());
    }

    @Test
    void andStopsWhenThatIsDoneOnThePage() throws Exception {
        playsUntil(this::kickOnThePage);
    }

    private void playsUntil(Kick kick) throws Exception {
        HlsJs.copyTo(folder.resolve("tv/player"));
        int callers = LoopbackPorts.free();
        try (TestingPortal portal = TestingPortal.start();
                UsherProcess usher = UnpackedUsher.built().start(configuration(callers, portal));
                NginxServer nginx = nginx(callers);
                ChromiumBrowser browser = ChromiumBrowser.start(folder.resolve("profile"))) {
            // Given
            String link = "/live/one/index.m3u8?token=" + portal.newToken();
            browser.open(nginx.address() + "/player/index.html#" + link);
            awaitPlayedSeconds(browser, SECONDS);
            browser.screenshot(SCREENSHOTS.resolve("playing.png"));
            assertThat(portal.questionsOfViewers()).hasSize(1);
            assertThat(answered()).as("what nginx answered").allMatch(line -> line.startsWith("200 "));
            usher.awaitMetric("usher_questions_total{by=\"asked\"}", 1);
            assertThat(usher.metric("usher_questions_total{by=\"known\"}")).isPositive();

            // When
            kick.by(usher);
            long served = segments();
            double buffered = browser.evaluate("video.buffered.end(0)").asDouble();

            // Then
            await("the player stops")
                    .until(() -> !browser.evaluate("viewer.stopped").isNull());
            browser.screenshot(SCREENSHOTS.resolve("kicked.png"));
            assertThat(browser.evaluate("viewer.stopped").asText()).endsWith(" 403");
            assertThat(browser.evaluate("video.paused").asBoolean()).isTrue();
            assertThat(browser.evaluate("video.currentTime").asDouble())
                    .as("at most what it had, and a segment that was under way")
                    .isLessThanOrEqualTo(buffered + LiveChannel.SEGMENT_SECONDS);
            assertThat(segments() - served).as("segments after the kick").isLessThanOrEqualTo(1);
            assertThat(portal.questionsOfViewers()).hasSize(1);
        }
    }

    private void kick() throws Exception {
        UnpackedUsher.Finished kicked = UnpackedUsher.built()
                .run("kick", "-c", folder.resolve("usher.yaml").toString(), "--user", "42", "--backend", "portal");
        assertThat(kicked.out()).isEqualTo("ended 1 session\n");
    }

    private void kickOnThePage(UsherProcess usher) throws Exception {
        try (OperatorsPage page = OperatorsPage.open(usher, folder.resolve("operators-profile"), "en")) {
            page.go("viewers?q=42");
            page.awaitText(".total", "1 viewer");
            page.click("tbody a");
            page.awaitText("dialog", "End this viewing");
            page.click(".action:nth-of-type(1) button");
            page.awaitText(".notice", "has ended");
        }
    }

    private void awaitPlayedSeconds(ChromiumBrowser browser, int seconds) {
        String state = "({from: video.played.length ? video.played.start(0) : 0, to: video.currentTime})";
        await("it plays")
                .atMost(RunningProgram.PATIENCE.plusSeconds(seconds))
                .failFast(() -> assertThat(browser.evaluate("viewer.stopped").asText())
                        .as("what stopped it, after nginx had answered " + answered())
                        .isEqualTo("null"))
                .until(
                        () -> browser.evaluate(state),
                        it -> it.get("to").asDouble() - it.get("from").asDouble() >= seconds);
    }

    private long segments() throws IOException {
        return answered().stream()
                .filter(line -> line.matches("200 /live/one/v0/seg-\\d+\\.ts"))
                .count();
    }

    /** Status and target of each request that nginx has answered. */
    private List<String> answered() throws IOException {
        return Files.readAllLines(folder.resolve("asked.log"));
    }

    private Path configuration(int callers, TestingPortal portal) throws IOException {
        return Files.writeString(
                folder.resolve("usher.yaml"), """
                listen: 127.0.0.1:%d
                management: {listen: "127.0.0.1:%d"}
                on-unavailable: deny
                backends:
                  portal: {type: stalker, address: "%s", connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: everyone, ask: [portal]}
                """.formatted(callers, LoopbackPorts.free(), portal.address()));
    }

    private NginxServer nginx(int callers) throws IOException {
        NginxRecipe recipe = NginxRecipe.plain()
                .with("127.0.0.1:1064", "127.0.0.1:" + callers)
                .with("/srv/tv", folder.resolve("tv").toString());
        return NginxServer.start(
                folder,
                recipe.http() + """
                        types { text/html html; text/javascript js; application/vnd.apple.mpegurl m3u8; video/mp2t ts; }
                        log_format asked '$status $request_uri';
                        """,
                recipe.server() + "access_log asked.log asked; location /player/ { root " + folder.resolve("tv")
                        + "; }");
    }
}
