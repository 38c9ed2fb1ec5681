package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** nginx-rtmp's page, in a real nginx, published to and played by a real ffmpeg. */
class NginxRtmpRecipeIT {

    private static final String PUBLISHED = "sport1?key=studio-key";
    private static final String PLAYED = "sport1?token=123";
    private static final Pattern PLAYING = Pattern.compile("(?m)^(\\S+) .* granted by own \\(rule viewers\\)");

    @TempDir
    private Path folder;

    private PhpServer php;
    private RtmpServer rtmp;
    private Path configuration;
    private UsherProcess usher;

    @BeforeEach
    void start() throws IOException {
        CallerPage page = CallerPage.of("nginx-rtmp.md");
        php = PhpServer.start(PhpServer.sourcesExample(folder), LoopbackPorts.free());
        rtmp = RtmpServer.start(
                folder,
                page.asking("nginx").with("notify_update_timeout 30s", "notify_update_timeout 1s"),
                page.control());
        configuration = page.writeConfigurationWithout(
                "    control: http://192.0.2.10:8080/control    # where a viewer is cut", folder, php.address());
        usher = UnpackedUsher.built().start(configuration);
    }

    @AfterEach
    void stop() {
        if (usher != null) {
            usher.close();
        }
        if (rtmp != null) {
            rtmp.close();
        }
        if (php != null) {
            php.close();
        }
    }

    @Test
    void whoMayPlayPlaysUntilAnUpdateIsDenied() throws Exception {
        try (RtmpViewing studio = RtmpViewing.publish(rtmp.stream(PUBLISHED)).awaitPictures()) {
            // Given
            assertKeptOut(
                    RtmpViewing.play(rtmp.stream("sport1?token=124")),
                    RtmpViewing.play(rtmp.stream("sport1?key=studio-key")),
                    RtmpViewing.publish(rtmp.stream("sport2?key=another-key")),
                    RtmpViewing.publish(rtmp.stream("sport2?token=123")));

            try (RtmpViewing viewer = RtmpViewing.play(rtmp.stream(PLAYED)).awaitPictures()) {
                php.awaitLog("Real IP: 127.0.0.1\n", "Real Path: /live/sport1\n");
                awaitUpdates(3);
                viewer.requireRunning();

                // When
                UnpackedUsher.Finished kicked =
                        UnpackedUsher.built().run("kick", "-c", configuration.toString(), idOfViewer(), "--ban", "10m");

                // Then
                assertThat(kicked.out())
                        .startsWith("ended 1 session, banned for 10m: this viewing, its token wherever it is shown\n");
                viewer.awaitEnd();
            }
            studio.requireRunning();
            usher.awaitLog("banned by an operator");
            awaitSessions(1);
        }
        awaitSessions(0);
    }

    @Test
    void whoLeavesFreesHisPlaceAndUsherMayGoAndComeBack() throws Exception {
        try (RtmpViewing studio = RtmpViewing.publish(rtmp.stream(PUBLISHED)).awaitPictures();
                RtmpViewing viewer = RtmpViewing.play(rtmp.stream(PLAYED)).awaitPictures()) {
            RtmpViewing.play(rtmp.stream(PLAYED)).awaitPictures().close();
            awaitSessions(2);

            usher.kill();

            viewer.awaitEnd();
            studio.awaitEnd();
            assertKeptOut(RtmpViewing.play(rtmp.stream(PLAYED)), RtmpViewing.publish(rtmp.stream(PUBLISHED)));
        }
        usher.close();
        usher = UnpackedUsher.built().start(configuration);
        try (RtmpViewing studio = RtmpViewing.publish(rtmp.stream(PUBLISHED)).awaitPictures();
                RtmpViewing viewer = RtmpViewing.play(rtmp.stream(PLAYED)).awaitPictures()) {
            studio.requireRunning();
            viewer.requireRunning();
        }
    }

    private static void assertKeptOut(RtmpViewing... viewings) throws InterruptedException {
        for (RtmpViewing viewing : viewings) {
            try (viewing) {
                assertThat(viewing.awaitEnd().hadPictures()).isFalse();
            }
        }
    }

    private void awaitUpdates(int count) {
        await("updates").until(() -> usher.metric("usher_questions_total{by=\"known\"}") >= count);
    }

    private String idOfViewer() throws Exception {
        String listed = UnpackedUsher.built()
                .run("sessions", "-c", configuration.toString())
                .out();
        Matcher playing = PLAYING.matcher(listed);
        assertThat(playing.find()).as(listed).isTrue();
        return playing.group(1);
    }

    private void awaitSessions(int count) {
        usher.awaitMetric("usher_sessions", count);
    }
}
