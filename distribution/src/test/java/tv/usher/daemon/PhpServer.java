package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tv.usher.api.testing.RealPrograms;

/** {@code php -S} with one script. */
final class PhpServer implements AutoCloseable {

    private final RunningProgram program;
    private final int port;

    private PhpServer(RunningProgram program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Waits until it listens; skips the test where there is no PHP. */
    static PhpServer start(Path script, int port) throws IOException {
        // Without a php.ini, PHP shows warnings to the client and then can't set the status any more: a missing token
        // would be a 200.
        RunningProgram program = RunningProgram.start(new ProcessBuilder(
                        RealPrograms.require("php").toString(),
                        "-d",
                        "display_errors=0",
                        "-S",
                        "127.0.0.1:" + port,
                        script.getFileName().toString())
                .directory(script.getParent().toFile()));
        return new PhpServer(program.readyWhen(() -> program.output().contains(" started\n")), port);
    }

    /** A copy of the sources' own example. */
    static Path sourcesExample(Path folder) throws IOException {
        try (var script = PhpServer.class.getResourceAsStream("/sources/auth.php")) {
            Path file = folder.resolve("auth.php");
            Files.write(file, script.readAllBytes());
            return file;
        }
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** What the script and the server have logged so far. */
    String log() {
        return program.output();
    }

    /** The log is written beside the answer: an answer that is there doesn't mean that its lines are. */
    void awaitLog(String... texts) {
        await().pollDelay(Duration.ZERO).untilAsserted(() -> assertThat(log()).contains(texts));
    }

    @Override
    public void close() {
        program.close();
    }
}
