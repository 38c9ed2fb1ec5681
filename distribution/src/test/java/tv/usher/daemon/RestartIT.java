package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Viewers who were let in, before and after a restart of the daemon. */
class RestartIT {

    private static final int VIEWERS = 100;

    @TempDir
    private Path folder;

    private TestingMiddleware middleware;
    private Path configuration;

    @BeforeEach
    void startMiddleware() throws IOException {
        middleware = TestingMiddleware.saying(200);
        configuration = ConfigText.write(folder, ConfigText.asking(middleware.address()));
    }

    @AfterEach
    void stopMiddleware() {
        middleware.close();
    }

    @Test
    void forgetsNobodyWhoIsToldToStop() throws Exception {
        // Given
        try (UsherProcess usher = UnpackedUsher.built().start(configuration)) {
            letIn(usher);

            // When
            assertThat(usher.stop()).isZero();
        }

        // Then
        assertKnowsEverybody();
    }

    @Test
    void forgetsNobodyWhoWasStoredBeforeAKill() throws Exception {
        // Given
        try (UsherProcess usher = UnpackedUsher.built().start(configuration)) {
            letIn(usher);
            await().until(this::isEverybodyStored);

            // When
            usher.kill();
        }

        // Then
        assertKnowsEverybody();
    }

    private void letIn(UsherProcess usher) throws IOException {
        for (int viewer = 0; viewer < VIEWERS; viewer++) {
            assertThat(asks(usher, viewer, "index.m3u8?token=t" + viewer)).isEqualTo(200);
        }
        assertThat(middleware.asked()).hasSize(VIEWERS);
    }

    private void assertKnowsEverybody() throws Exception {
        try (UsherProcess usher = UnpackedUsher.built().start(configuration)) {
            usher.awaitMetric("usher_sessions", VIEWERS);
            usher.awaitMetric("usher_store_up", 1);
            for (int viewer = 0; viewer < VIEWERS; viewer++) {
                assertThat(asks(usher, viewer, "index.m3u8?token=t" + viewer)).isEqualTo(200);
                assertThat(asks(usher, viewer, "seg-7.ts")).isEqualTo(200);
            }
            assertThat(middleware.asked()).as("not asked again").hasSize(VIEWERS);
        }
    }

    private static int asks(UsherProcess usher, int viewer, String file) throws IOException {
        return usher.ask(
                        "/nginx",
                        "X-Original-URI: /live/ch" + viewer + "/" + file,
                        "X-Real-IP: 203.0.113." + viewer,
                        "User-Agent: VLC")
                .status();
    }

    /** The channels stand in the file as they are. */
    private boolean isEverybodyStored() throws IOException {
        String stored = Files.readString(folder.resolve("data").resolve("sessions.mv.db"), StandardCharsets.ISO_8859_1);
        return IntStream.range(0, VIEWERS).allMatch(viewer -> stored.contains("/live/ch" + viewer + "/"));
    }
}
