package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.RealPrograms;
import tv.usher.api.testing.TakesLong;

/** A disk that takes no more: the system refuses to let any file of the daemon grow. */
@TakesLong
class FullDiskIT {

    private static final int MOST_BYTES = 1_000_000;
    private static final int MOST_VIEWERS = 50_000;

    @TempDir
    private Path folder;

    @Test
    void deniesNobodyAndIsOverOnceThereIsRoom() throws Exception {
        String prlimit = RealPrograms.require("prlimit").toString();
        List<String> through = List.of(prlimit, "--fsize=" + MOST_BYTES + ":unlimited");
        try (TestingMiddleware middleware = TestingMiddleware.saying(200)) {
            Path configuration = ConfigText.write(folder, ConfigText.asking(middleware.address()));
            int viewers;
            try (UsherProcess usher = UnpackedUsher.built().start(through, configuration)) {
                // When
                viewers = letInUntilTheDiskIsFull(usher);

                // Then
                assertThat(usher.page("/readyz"))
                        .satisfies(ready -> assertThat(ready.status()).isEqualTo(200))
                        .satisfies(ready -> assertThat(ready.body())
                                .contains("sessions: can't write " + folder.resolve("data/sessions.mv.db")));
                try (CallerConnection caller = CallerConnection.to(usher.callers())) {
                    assertThat(asks(caller, 0)).isEqualTo(200);
                    assertThat(asks(caller, viewers++)).isEqualTo(200);
                }
                assertThat(middleware.asked()).hasSize(viewers);

                // When
                assertThat(Ended.of(new ProcessBuilder(
                                        prlimit, "--pid", Long.toString(usher.pid()), "--fsize=unlimited"))
                                .exit())
                        .isZero();

                // Then
                usher.awaitMetric("usher_store_up", 1);
                usher.awaitLog("sessions are in memory alone", lines -> lines.size() == 1);
                usher.kill();
            }
            try (UsherProcess usher = UnpackedUsher.built().start(configuration)) {
                usher.awaitMetric("usher_sessions", viewers);
            }
        }
    }

    private static int letInUntilTheDiskIsFull(UsherProcess usher) throws IOException {
        try (CallerConnection caller = CallerConnection.to(usher.callers())) {
            for (int viewer = 0; viewer < MOST_VIEWERS; viewer++) {
                assertThat(asks(caller, viewer)).isEqualTo(200);
                if (viewer % 1_000 == 999 && usher.metric("usher_store_up") == 0) {
                    return viewer + 1;
                }
            }
        }
        throw new AssertionError("the disk never got full");
    }

    private static int asks(CallerConnection caller, int viewer) throws IOException {
        return caller.ask("/cesbo?token=t" + viewer, "X-Real-Path: /play/a001").status();
    }
}
