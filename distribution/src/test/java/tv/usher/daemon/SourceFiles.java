package tv.usher.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources of all modules. */
final class SourceFiles {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final String JAVA = ".java";

    private SourceFiles() {}

    /**
     * @param kind {@code main} or {@code test}
     */
    static List<Path> of(String kind) throws IOException {
        try (Stream<Path> modules = Files.list(REPOSITORY)) {
            return modules.map(module -> module.resolve("src/" + kind + "/java"))
                    .filter(Files::isDirectory)
                    .flatMap(SourceFiles::below)
                    .toList();
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(JAVA)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the class that a file is named after. */
    static String className(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - JAVA.length());
    }
}
