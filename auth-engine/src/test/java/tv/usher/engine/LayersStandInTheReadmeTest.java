package tv.usher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that newcomers read lists the packages in the order that {@link ImportsPointOneWayTest} holds. */
class LayersStandInTheReadmeTest {

    private static final Pattern SECTION = Pattern.compile("(?ms)^## Packages$(.*?)^## ");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\|");

    @Test
    void inTheirOrder() throws IOException {
        String page = Files.readString(Path.of("README.md"));
        String section =
                SECTION.matcher(page).results().findFirst().orElseThrow().group(1);

        List<String> layers = ImportsPointOneWayTest.LINES.stream()
                .flatMap(List::stream)
                .filter(layer -> !layer.isEmpty())
                .map(layer -> layer.substring(1))
                .toList();
        assertThat(ROW.matcher(section).results().map(row -> row.group(1))).containsExactlyElementsOf(layers);
    }
}
