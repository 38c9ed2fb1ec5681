package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged daemon is killed while viewers watch; what its file of events says is how long they watched. */
class WatchedTimeSurvivesAKillIT {

    /** What a kill may lose, and by how much the last request may be later than what Usher noted of it. */
    private static final double LOST_SECONDS = 2.2;

    /** Between the request and Usher's look at the clock, on a busy machine. */
    private static final double LATE_SECONDS = 1.5;

    @TempDir
    private Path folder;

    private final Map<String, Long> began = new HashMap<>();
    private final Map<String, Long> seen = new HashMap<>();

    @Test
    void sumsAreTheTruth() throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.allowing("X-UserId: anna", "X-AuthDuration: 600")) {
            Path file = ConfigText.write(
                    folder,
                    "events: {file: events.jsonl}\nsessions: {idle-timeout: 4s}\n"
                            + ConfigText.asking(middleware.address()));
            EventLines events = new EventLines(folder.resolve("data").resolve("events.jsonl"));

            // Given two who watch
            try (UsherProcess usher = UnpackedUsher.built().start(file)) {
                watch(usher, 5_000, "stays", "leaves");
                await().until(() -> events.of("session-begun").size() == 2);
                watch(usher, 2_000, "stays", "leaves");

                // When
                usher.kill();
            }
            try (UsherProcess usher = UnpackedUsher.built().start(file)) {
                watch(usher, 4_000, "stays");

                // Then
                await().until(() -> events.of("session-ended").size() == 2);
                usher.stop();
            }
            try (UsherProcess usher = UnpackedUsher.built().start(file)) {
                await().until(() -> events.of("started").size() == 3);
                assertThat(usher.stop()).isZero();
            }
            List<JsonNode> ended = events.of("session-ended");
            assertThat(ended).as("each once, also after another restart").hasSize(2);
            for (JsonNode event : ended) {
                String viewer = event.path("address").textValue().endsWith("1") ? "stays" : "leaves";
                double truth = (seen.get(viewer) - began.get(viewer)) / 1e9;
                assertThat(event.path("watchedSeconds").doubleValue())
                        .as(viewer)
                        .isBetween(truth - LOST_SECONDS, truth + LATE_SECONDS);
                assertThat(event.path("reason").textValue()).isEqualTo("idle");
                assertThat(event.path("user").textValue()).isEqualTo("anna");
            }
        }
    }

    /** Four requests a second. */
    private void watch(UsherProcess usher, long millis, String... viewers) throws IOException, InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() - end < 0) {
            for (String viewer : viewers) {
                String address = viewer.equals("stays") ? "203.0.113.1" : "203.0.113.2";
                assertThat(usher.ask(
                                        "/nginx",
                                        "X-Original-URI: /live/" + viewer + "/index.m3u8?token=" + viewer,
                                        "X-Real-IP: " + address,
                                        "User-Agent: VLC")
                                .status())
                        .isEqualTo(200);
                long now = System.nanoTime();
                began.putIfAbsent(viewer, now);
                seen.put(viewer, now);
            }
            Thread.sleep(250); // as a player between two segments
        }
    }
}
