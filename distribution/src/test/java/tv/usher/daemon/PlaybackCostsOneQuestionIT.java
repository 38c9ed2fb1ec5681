package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;
import tv.usher.api.testing.TakesLong;
import tv.usher.api.testing.TestingPortal;

/**
 * A live HLS channel behind a real nginx with its page's recipe, and a real player. Only the master playlist has the token, which the
 * portal forgets after five seconds.
 */
class PlaybackCostsOneQuestionIT {

    private static final int SECONDS = Integer.getInteger("usher.playback-seconds", 30);

    /** For two restarts on a slow machine. */
    private static final int RESTARTS_SECONDS = 30;

    /** 206 since ffmpeg asks for a range, all of the file. */
    private static final Pattern SEGMENT = Pattern.compile("20[06] /live/one/v0/seg-(\\d+)\\.ts");

    @TempDir
    private Path folder;

    private TestingPortal portal;
    private LiveChannel channel;
    private Path configuration;
    private int usherPort;

    @BeforeEach
    void startChannel() throws IOException {
        List.of("ffmpeg", "nginx").forEach(RealPrograms::require);
        portal = TestingPortal.start();
        usherPort = LoopbackPorts.free();
        configuration = ConfigText.write(folder, usherPort, """
                on-unavailable: deny
                backends:
                  portal: {type: stalker, address: "%s", connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: everyone, ask: [portal]}
                """.formatted(portal.address()));
        channel = LiveChannel.start(Files.createDirectories(folder.resolve("tv/live/one")));
    }

    @AfterEach
    void stopChannel() {
        if (channel != null) {
            channel.close();
        }
        if (portal != null) {
            portal.close();
        }
    }

    @Test
    void andLosesNothing() throws Exception {
        try (UsherProcess usher = UnpackedUsher.built().start(configuration);
                NginxServer nginx = nginx(NginxRecipe.plain());
                RunningProgram player = play(nginx, SECONDS)) {
            assertPlayedToTheEnd(player, SECONDS);
            usher.awaitMetric("usher_questions_total{by=\"asked\"}", 1);
        }
    }

    @TakesLong
    @Test
    void alsoWhenUsherIsStoppedAndKilledMeanwhile() throws Exception {
        NginxRecipe recipe = NginxRecipe.withoutAGap()
                .with("/var/cache/usher", folder.resolve("cache").toString());
        int seconds = SECONDS + RESTARTS_SECONDS;
        try (UsherProcess first = UnpackedUsher.built().start(configuration);
                NginxServer nginx = nginx(recipe);
                RunningProgram player = play(nginx, seconds)) {
            // Given
            awaitFurtherSegments(4);

            // When
            assertThat(first.stop()).isZero();
            awaitFurtherSegments(2);
            try (UsherProcess second = UnpackedUsher.built().start(configuration)) {
                awaitFurtherSegments(2);
                second.kill();
            }
            awaitFurtherSegments(2);
            try (UsherProcess third = UnpackedUsher.built().start(configuration)) {

                // Then
                assertPlayedToTheEnd(player, seconds);
                assertThat(third.metric("usher_questions_total{by=\"known\"}")).isPositive();
                assertThat(third.metric("usher_questions_total{by=\"asked\"}")).isZero();
            }
        }
    }

    private void assertPlayedToTheEnd(RunningProgram player, int seconds) throws Exception {
        assertThat(player.awaitExit(RunningProgram.PATIENCE.plusSeconds(seconds)))
                .isZero();
        assertThat(player.output()).as("what the player complained about").isEmpty();
        assertThat(answered()).as("what nginx answered").allMatch(line -> line.matches("20[06] .*"));
        List<Integer> segments = segments();
        assertThat(segments)
                .as("each once, and none left out")
                .hasSizeGreaterThanOrEqualTo(seconds / LiveChannel.SEGMENT_SECONDS)
                .isEqualTo(IntStream.range(0, segments.size())
                        .map(i -> segments.get(0) + i)
                        .boxed()
                        .toList());
        assertThat(portal.questionsOfViewers()).hasSize(1);
        assertThat(portal.tokensInForce()).as("that could be asked about again").isZero();
    }

    /** As a viewer's player, to whom the portal has just given a link. */
    private RunningProgram play(NginxServer nginx, int seconds) throws IOException {
        return RunningProgram.start(new ProcessBuilder(
                RealPrograms.require("ffmpeg").toString(),
                "-nostdin",
                "-loglevel",
                "warning",
                "-re",
                "-i",
                nginx.address() + "/live/one/index.m3u8?token=" + portal.newToken(),
                "-t",
                Integer.toString(seconds),
                "-f",
                "null",
                "-"));
    }

    private void awaitFurtherSegments(int count) throws IOException {
        int enough = segments().size() + count;
        await().until(() -> segments().size() >= enough);
    }

    private List<Integer> segments() throws IOException {
        return answered().stream()
                .map(SEGMENT::matcher)
                .filter(Matcher::matches)
                .map(segment -> Integer.valueOf(segment.group(1)))
                .toList();
    }

    /** Status and target of each request that nginx has answered. */
    private List<String> answered() throws IOException {
        return Files.readAllLines(folder.resolve("asked.log"));
    }

    private NginxServer nginx(NginxRecipe recipe) throws IOException {
        NginxRecipe here = recipe.with("127.0.0.1:1064", "127.0.0.1:" + usherPort)
                .with("/srv/tv", folder.resolve("tv").toString());
        return NginxServer.start(
                folder,
                here.http() + "log_format asked '$status $request_uri';",
                here.server() + "access_log asked.log asked;");
    }
}
