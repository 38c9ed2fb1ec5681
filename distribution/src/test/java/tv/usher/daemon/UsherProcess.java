package tv.usher.daemon;

import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running daemon. Killed when closed. */
final class UsherProcess implements AutoCloseable {

    private final RunningProgram program;
    private final int callers;
    private final int management;

    private UsherProcess(RunningProgram program) {
        this.program = program;
        this.callers = port("callers");
        this.management = port("management");
    }

    /** Waits until it listens. */
    static UsherProcess of(RunningProgram program) {
        try {
            return new UsherProcess(program);
        } catch (RuntimeException | Error e) {
            program.close();
            throw e;
        }
    }

    private int port(String listener) {
        return Integer.parseInt(
                program.awaitOutput(listener + " listens on /\\S*:(\\d+)\n").group(1));
    }

    /** The port where callers ask. */
    int callers() {
        return callers;
    }

    /** The port where operators look. */
    int management() {
        return management;
    }

    /** Asks on a connection of its own. */
    CallerConnection.Answer ask(String target, String... headers) throws IOException {
        try (CallerConnection caller = CallerConnection.to(callers)) {
            return caller.ask(target, headers);
        }
    }

    /** As Alta asks about a path. */
    CallerConnection.Answer askAbout(String path, String query) throws IOException {
        return ask("/cesbo?" + query, "X-Real-Path: " + path);
    }

    /** The value of a series as it stands on {@code /metrics}, with its labels; 0 if it isn't there. */
    double metric(String series) {
        Pattern line = Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE);
        Matcher found = line.matcher(page("/metrics").body());
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    /** Some numbers are counted a moment after the answer. */
    void awaitMetric(String series, double value) {
        await(series).pollDelay(Duration.ZERO).until(() -> metric(series) == value);
    }

    CallerConnection.Answer page(String path) {
        try (CallerConnection operator = CallerConnection.to(management)) {
            return operator.ask(path, "Host: 127.0.0.1");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names of its own threads: those of the JVM come and go. */
    List<String> threads() throws IOException, InterruptedException {
        return jcmd("Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"usher-"))
                .map(line -> line.split("\"")[1])
                .sorted()
                .toList();
    }

    /** What the JDK's diagnostic command prints about it. */
    String jcmd(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid())));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    long pid() {
        return program.pid();
    }

    /** The lines so far. */
    List<String> log() {
        return program.lines();
    }

    /** The log is written beside the answers: an answer that is there doesn't mean that its line is. */
    void awaitLog(String part) {
        awaitLog(part, lines -> !lines.isEmpty());
    }

    /** Waits until the lines with this part are as they should be. */
    void awaitLog(String part, Predicate<List<String>> expected) {
        await("log lines with " + part)
                .pollDelay(Duration.ZERO)
                .until(() -> log().stream().filter(line -> line.contains(part)).toList(), expected);
    }

    /** Sends SIGTERM and waits. */
    int stop() throws IOException, InterruptedException {
        return stop("TERM");
    }

    int stop(String signal) throws IOException, InterruptedException {
        program.signal(signal);
        return program.awaitExit();
    }

    void signal(String name) throws IOException, InterruptedException {
        program.signal(name);
    }

    int awaitExit() throws InterruptedException {
        return program.awaitExit();
    }

    void kill() throws InterruptedException {
        program.kill();
    }

    @Override
    public void close() {
        program.close();
    }
}
