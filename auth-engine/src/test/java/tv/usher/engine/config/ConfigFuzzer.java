package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import tv.usher.engine.Seeds;

/**
 * Any bytes as a configuration file: bound, or explained by problems that say where each stands. Nothing else is thrown, and what comes
 * from the environment is never shown.
 */
public final class ConfigFuzzer {

    private static final String FROM_OUTSIDE = "hunter3-from-outside";
    private static final Pattern PROBLEM = Pattern.compile("usher\\.yaml:[1-9]\\d*:[1-9]\\d*: .+");
    private static final Pattern MORE = Pattern.compile("usher\\.yaml: and \\d+ more");
    private static final TestingConfigFile FILE = new TestingConfigFile(folder()).with("PASSWORD", FROM_OUTSIDE);

    private ConfigFuzzer() {}

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("usher-fuzz");
            folder.toFile().deleteOnExit();
            folder.resolve("usher.yaml").toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Called by Jazzer, before its time begins: classes are loaded and instrumented here. */
    public static void fuzzerInitialize() throws IOException {
        for (Path seed : Seeds.of(ConfigFuzzer.class).files()) {
            fuzzerTestOneInput(Files.readAllBytes(seed));
        }
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        List<String> told = load(bytes);
        boolean guessed = new String(bytes, StandardCharsets.ISO_8859_1).contains(FROM_OUTSIDE);
        assertThat(told).isNotEmpty().noneMatch(line -> !guessed && line.contains(FROM_OUTSIDE));
    }

    /** What an operator is shown of it. */
    static List<String> load(byte[] bytes) {
        try {
            return FILE.load(bytes).effective();
        } catch (ConfigException e) {
            List<String> problems = FILE.withoutFolder(e.problems());
            assertThat(problems)
                    .isNotEmpty()
                    .allMatch(line -> PROBLEM.matcher(line).matches()
                            || MORE.matcher(line).matches());
            return problems;
        }
    }
}
