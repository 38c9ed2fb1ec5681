package tv.usher.daemon;

import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A program under test or beside it, with all that it prints. Closing ends it and what it has started, by their ids. */
final class RunningProgram implements AutoCloseable {

    /** For whatever must happen some day, on however slow a machine. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private RunningProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static RunningProgram start(ProcessBuilder builder) throws IOException {
        Path output = Files.createTempFile("usher-it", ".out");
        return new RunningProgram(
                builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** Waits for a sign that it is ready, and ends it if none comes. */
    RunningProgram readyWhen(Callable<Boolean> sign) {
        try {
            await("a sign that it is ready")
                    .failFast("it ended", this::requireRunning)
                    .until(sign);
            return this;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Both streams so far, as they came. */
    String output() {
        try {
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The whole lines of {@link #output()}. */
    List<String> lines() {
        String text = output();
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Waits until the output has a match; fails at once if the program ends without. */
    MatchResult awaitOutput(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return await("output with " + regex)
                .failFast("it ended", this::requireRunning)
                .until(() -> pattern.matcher(output()).results().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** Fails with all it has printed if it has ended. */
    void requireRunning() {
        if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + output());
        }
    }

    long pid() {
        return process.pid();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    int awaitExit() throws InterruptedException {
        return awaitExit(PATIENCE);
    }

    int awaitExit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + output());
        }
        return process.exitValue();
    }

    /** Ends it as hard as possible, as a crash would. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly(); // first, since some replace a child that is gone
        process.onExit().join();
        started.forEach(ProcessHandle::destroyForcibly);
        try {
            Files.delete(output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
