package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.RealPrograms;

/** SIGHUP, as a rotation of logs sends it at any time, ends no Usher that isn't ready yet. */
class ReloadsWaitForTheStartIT {

    @TempDir
    private Path folder;

    @Test
    void ofAnUsherThatWaitsForTheFormerOne() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        UnpackedUsher unpacked = UnpackedUsher.built();
        try (TestingMiddleware middleware = TestingMiddleware.saying(200, answers::await)) {
            // Given
            Path configuration = ConfigText.write(
                    folder, ConfigText.asking(middleware.address()) + "inbound: {drain-timeout: 60s}\n");
            try (UsherProcess former = unpacked.start(configuration);
                    CallerConnection caller = CallerConnection.to(former.callers())) {
                caller.send("/?token=123");
                await("a question under way").until(() -> !middleware.asked().isEmpty());
                try (RunningProgram next = takeOver(unpacked, configuration)) {
                    next.awaitOutput("taking over from the Usher that runs\n");

                    // When
                    next.signal("HUP");
                    answers.countDown();

                    // Then
                    next.awaitOutput(
                            "(?s)callers listens on \\S*:" + former.callers() + "\n.*reloaded \\S+: 0 changes\n");
                    assertThat(caller.read().status()).isEqualTo(200);
                    assertThat(former.awaitExit()).isZero();
                }
            }
        }
    }

    private static RunningProgram takeOver(UnpackedUsher unpacked, Path configuration) throws Exception {
        return RunningProgram.start(unpacked.through(
                List.of(RealPrograms.require("env").toString(), "--default-signal=HUP"),
                "run",
                "--take-over",
                "-c",
                configuration.toString()));
    }
}
