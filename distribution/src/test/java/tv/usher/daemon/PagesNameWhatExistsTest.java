package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A class that a page for contributors names in backticks is in the sources, and so is its method. Classes of others stand there without
 * backticks, or with their package.
 */
class PagesNameWhatExistsTest {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    /** {@code Name}, {@code Name.Nested} or {@code Name.member}; {@code @} for an annotation. */
    private static final Pattern NAMED = Pattern.compile("`@?([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\\.(\\w+))?`");

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");

    /** By the class' name, the files that declare one; two packages may use a name. */
    private static final Map<String, String> SOURCES = new HashMap<>();

    @BeforeAll
    static void readSources() throws IOException {
        for (String kind : List.of("main", "test", "bench")) {
            for (Path file : SourceFiles.of(kind)) {
                String text = Files.readString(file);
                TYPE.matcher(text).results().forEach(type -> SOURCES.merge(type.group(1), text, String::concat));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth-engine/README.md",
                "auth-engine/RATIONALE.md",
                "auth-engine/src/test/fuzz/README.md",
                ".github/CONTRIBUTING.md",
                ".github/SECURITY.md",
                ".github/THREATS.md"
            })
    void inBackticks(String page) throws IOException {
        Matcher named = NAMED.matcher(Files.readString(REPOSITORY.resolve(page)));
        while (named.find()) {
            String source = SOURCES.get(named.group(1));
            assertThat(source).as("%s names %s", page, named.group()).isNotNull();
            if (named.group(2) != null) {
                assertThat(source)
                        .as("%s names %s", page, named.group())
                        .containsPattern("\\b" + named.group(2) + "\\b");
            }
        }
    }
}
