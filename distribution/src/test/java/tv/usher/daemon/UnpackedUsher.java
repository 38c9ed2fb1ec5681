package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tv.usher.api.testing.RealPrograms;

/**
 * The distribution as an operator has it: a folder with {@code bin/usher}, started as a program of its own.
 *
 * @param javaHome     the Java that it runs on
 * @param classArchive whether it makes one and uses it; to make one costs more than it saves where only one daemon starts
 */
record UnpackedUsher(Path home, Path javaHome, boolean classArchive) {

    /** Built by the phase {@code package}, which comes before these tests. */
    static UnpackedUsher built() {
        return at(Path.of("target", "usher").toAbsolutePath()).withClassArchive();
    }

    /** On the Java that runs the tests. */
    static UnpackedUsher at(Path home) {
        return new UnpackedUsher(home, Path.of(System.getProperty("java.home")), false);
    }

    UnpackedUsher on(Path javaHome) {
        return new UnpackedUsher(home, javaHome, classArchive);
    }

    UnpackedUsher withClassArchive() {
        return new UnpackedUsher(home, javaHome, true);
    }

    static Path tarball() {
        return Path.of("target", "usher-" + System.getProperty("usher.version") + ".tar.gz")
                .toAbsolutePath();
    }

    UnpackedUsher copyTo(Path folder) throws IOException {
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(folder.resolve(home.relativize(from)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                Files.copy(from, folder.resolve(home.relativize(from)));
                return FileVisitResult.CONTINUE;
            }
        });
        return new UnpackedUsher(folder, javaHome, false);
    }

    Path plugins() {
        return home.resolve("plugins");
    }

    Path bin() {
        return home.resolve("bin").resolve("usher");
    }

    /** Runs a command to its end, in a folder where nothing of Usher is. */
    Finished run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("usher-it", ".out");
        Path err = Files.createTempFile("usher-it", ".err");
        Process process = command(List.of(), arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(RunningProgram.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + Files.readString(out) + Files.readString(err));
            }
            return new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** What a command left behind. */
    record Finished(int status, String out, String err) {}

    /** Starts the daemon and waits until it listens. */
    UsherProcess start(Path file) throws IOException {
        return start(List.of(), file);
    }

    /**
     * @param through a program and its arguments that becomes Usher, such as {@code setpriv}
     */
    UsherProcess start(List<String> through, Path file) throws IOException {
        return UsherProcess.of(RunningProgram.start(command(through, "run", "-c", file.toString())));
    }

    /** Starts the daemon with a signal that whoever started these tests may ignore, as {@code nohup} does, which it would inherit. */
    UsherProcess startHearing(String signal, Path file) throws IOException {
        return start(List.of(RealPrograms.require("env").toString(), "--default-signal=" + signal), file);
    }

    /**
     * Starts the daemon as it was unpacked, with the configuration in it.
     *
     * @param state for its data, as systemd would give it
     */
    UsherProcess startAsService(Path state) throws IOException {
        ProcessBuilder builder = command(List.of(), "run");
        builder.environment().put("STATE_DIRECTORY", state.toString());
        return UsherProcess.of(RunningProgram.start(builder));
    }

    /** As {@link #start(Path)}, with the compilers that an operator's daemon has. */
    UsherProcess startFullyCompiled(Path file) throws IOException {
        ProcessBuilder builder = command(List.of(), "run", "-c", file.toString());
        builder.environment().put("JAVA_OPTS", "");
        return UsherProcess.of(RunningProgram.start(builder));
    }

    /** As {@link #start(Path)}, with little memory. */
    UsherProcess startWithHeap(int megabytes, Path file) throws IOException {
        ProcessBuilder builder = command(List.of(), "run", "-c", file.toString());
        builder.environment().put("USHER_OPTS", "-Xmx" + megabytes + "m");
        return UsherProcess.of(RunningProgram.start(builder));
    }

    /** Starts it with other arguments than {@link #start(Path)} has, and waits for nothing. */
    RunningProgram startRunning(String... arguments) throws IOException {
        return RunningProgram.start(command(List.of(), arguments));
    }

    /**
     * @param program and its arguments, that starts Usher with those after them
     */
    ProcessBuilder through(List<String> program, String... arguments) {
        return command(program, arguments);
    }

    private ProcessBuilder command(List<String> through, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.of(through.stream(), Stream.of(bin().toString()), Stream.of(arguments))
                                .flatMap(words -> words)
                                .toList())
                .directory(Path.of("/").toFile());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        // These daemons live for seconds: a compiler that starts fast halves the time of all tests.
        builder.environment().put("JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        if (!classArchive) {
            builder.environment().put("USHER_CLASS_ARCHIVE", "off");
        }
        return builder;
    }
}
