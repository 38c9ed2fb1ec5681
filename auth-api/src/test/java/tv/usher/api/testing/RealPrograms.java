package tv.usher.api.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What a test needs of this machine, above all programs that it runs. */
public final class RealPrograms {

    /** {@code -Dusher.require-programs=true}: what is missing is a failure, not a skipped test. */
    private static final String REQUIRED = "usher.require-programs";

    private RealPrograms() {}

    /** The program on the {@code PATH}; without it, the test that calls is skipped, or fails if programs are required. */
    public static Path require(String program) {
        return find(program).orElseGet(() -> missing(program + " is not installed on this machine"));
    }

    /** A part of a program that has a package of its own; without it, as above. */
    public static Path requireFile(String file) {
        Path path = Path.of(file);
        return Files.isReadable(path) ? path : missing(file + " is not installed on this machine");
    }

    private static Optional<Path> find(String program) {
        // Debian keeps daemons such as nginx where only root's PATH leads.
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Skips the test, or fails it if programs are required. Never returns. */
    public static <T> T missing(String message) {
        return Boolean.getBoolean(REQUIRED) ? fail(message) : abort(message);
    }
}
