package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tv.usher.daemon.generate.ManPage;

/** The man page lists the variables that the start script and the commands read. */
class ManPageNamesTheVariablesTest {

    private static final Path SCRIPT = Path.of("src", "main", "dist", "bin", "usher");

    private static final Pattern OF_THE_SCRIPT = Pattern.compile("\\$\\{((?:USHER|JAVA)_[A-Z_]+)");
    private static final Pattern OF_THE_COMMANDS = Pattern.compile("\"(USHER_[A-Z_]+)\"");

    /** What the script tells itself, and what every program on Java takes. */
    private static final Set<String> NOT_OURS = Set.of("USHER_MAKES_ARCHIVE", "JAVA_TOOL_OPTIONS");

    @Test
    void allOfThem() throws IOException {
        // Given
        Set<String> variables = new TreeSet<>(Set.of("NO_COLOR")); // picocli reads it
        collect(OF_THE_SCRIPT, SCRIPT, variables);
        for (Path file : SourceFiles.of("main")) {
            collect(OF_THE_COMMANDS, file, variables);
        }
        variables.removeAll(NOT_OURS);

        // When
        String page = ManPage.of(Commands.of(), "1.0.0", "2030-01-01");

        // Then
        String section = page.substring(page.indexOf(".SH ENVIRONMENT"), page.indexOf(".SH FILES"));
        assertThat(variables).contains("USHER_CONFIG", "USHER_LOG", "JAVA_HOME");
        assertThat(section).contains(variables);
    }

    private static void collect(Pattern pattern, Path file, Set<String> variables) throws IOException {
        pattern.matcher(Files.readString(file)).results().forEach(match -> variables.add(match.group(1)));
    }
}
