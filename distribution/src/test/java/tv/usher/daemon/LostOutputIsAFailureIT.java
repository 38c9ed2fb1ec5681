package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** A script that keeps what a command prints hears by the exit status that it hasn't got all of it. */
class LostOutputIsAFailureIT {

    @TempDir
    private Path folder;

    @Test
    void onAFullDisk() throws Exception {
        // When
        Ended ended = Ended.of(shell("\"$0\" \"$@\" > /dev/full", "version"));

        // Then
        assertThat(ended).isEqualTo(new Ended(1, "usher: the output couldn't be written\n"));
    }

    @Test
    void whoReadsNoMoreEndsTheWatch() throws Exception {
        // Given
        Path file = Files.writeString(
                folder.resolve("usher.yaml"), "management: {listen: \"127.0.0.1:%d\"}".formatted(LoopbackPorts.free()));

        // When
        Process watch = shell("\"$0\" \"$@\" | head -n 1", "status", "--watch", "-c", file.toString())
                .start();

        // Then
        try {
            assertThat(watch.waitFor(RunningProgram.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("its end")
                    .isTrue();
            assertThat(watch.exitValue()).isEqualTo(1);
        } finally {
            watch.descendants().forEach(ProcessHandle::destroy);
        }
    }

    private static ProcessBuilder shell(String script, String... arguments) {
        return UnpackedUsher.built().through(List.of("bash", "-o", "pipefail", "-c", script), arguments);
    }
}
