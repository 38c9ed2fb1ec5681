package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who reads a class's name anywhere knows which class it is. */
class NoNameStandsForTwoThingsTest {

    @Test
    void amongAllClassesOfAllModules() throws IOException {
        // Given
        List<String> names = SourceFiles.of("main").stream()
                .map(SourceFiles::className)
                .filter(name -> !name.equals("package-info"))
                .toList();

        // When
        Map<String, Long> counts =
                names.stream().collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        counts.values().removeIf(count -> count == 1);

        // Then
        assertThat(names).hasSizeGreaterThan(500);
        assertThat(counts).isEmpty();
    }
}
