package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who writes a query or an alert finds the labels of each metric in the manual. */
class LabelsOfMetricsAreInTheManualTest {

    private static final Path CHAPTER = Path.of("src", "main", "dist", "doc", "11-metrics-and-events.md");

    private static final Pattern METRIC =
            Pattern.compile("\\.name\\(\"(usher_\\w+)\"\\)(.*?)\\.(?:register|build)\\(", Pattern.DOTALL);

    private static final Pattern LABELS = Pattern.compile("\\.labelNames\\(([^)]*)\\)");
    private static final Pattern QUOTED = Pattern.compile("\"(\\w+)\"");
    private static final Pattern IN_BACKTICKS = Pattern.compile("`(\\w+)`");

    @Test
    void allOfThemAndNoOther() throws IOException {
        // Given
        Map<String, Set<String>> labels = new HashMap<>();
        for (Path file : SourceFiles.of("main")) {
            METRIC.matcher(Files.readString(file))
                    .results()
                    .forEach(metric -> labels.put(metric.group(1), labelsOf(metric.group(2))));
        }

        // When
        Map<String, Set<String>> ofTheManual = new TreeMap<>();
        Map<String, Set<String>> ofTheSources = new TreeMap<>();
        for (String line : Files.readAllLines(CHAPTER)) {
            String[] cells = line.split("\\|");
            if (line.startsWith("| `usher_") && cells.length == 4) {
                ofTheManual.put(cells[1], found(IN_BACKTICKS, cells[2]));
                ofTheSources.put(
                        cells[1],
                        found(IN_BACKTICKS, cells[1]).stream()
                                .flatMap(name -> labels.getOrDefault(name, Set.of()).stream())
                                .collect(Collectors.toSet()));
            }
        }

        // Then
        assertThat(labels).hasSizeGreaterThan(30);
        assertThat(ofTheManual).hasSizeGreaterThan(30).isEqualTo(ofTheSources);
    }

    private static Set<String> labelsOf(String builder) {
        return LABELS.matcher(builder)
                .results()
                .flatMap(call -> found(QUOTED, call.group(1)).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
