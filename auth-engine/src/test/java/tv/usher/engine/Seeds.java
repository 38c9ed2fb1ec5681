package tv.usher.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that a fuzzer starts from, and those it has found something with, as files: {@code fuzz/} beside the fuzzer. */
public record Seeds(Path folder) {

    public static Seeds of(Class<?> fuzzer) {
        String name = fuzzer.getPackageName().replace('.', '/') + "/fuzz";
        return new Seeds(Path.of("src/test/resources", name));
    }

    /** In the order of their names, at least one. */
    public List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.sorted().toList();
            if (found.isEmpty()) {
                throw new IOException("no seed in " + folder);
            }
            return found;
        }
    }
}
