package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tv.usher.engine.util.ReasonCode;

class EveryReasonIsInTheDocsTest {

    private static final Path PAGE = Path.of("src/main/dist/doc/reasons.md");
    private static final Path CHAPTER = Path.of("src/main/dist/doc/10-operating.md");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| (.+) \\| (.+) \\|$");

    @Test
    void withTheRemedyThatOperatorsAreTold() throws IOException {
        List<String> rows = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1) + ": " + row.group(3))
                .toList();

        assertThat(rows)
                .containsExactly(Arrays.stream(ReasonCode.values())
                        .map(code -> code.code() + ": " + code.remedy())
                        .toArray(String[]::new));
    }

    @Test
    void andTroubleshootingNamesNoOthers() throws IOException {
        String chapter = Files.readString(CHAPTER);
        String troubleshooting = chapter.substring(chapter.indexOf("## Troubleshooting"));
        String table = troubleshooting.substring(troubleshooting.indexOf("| `reason` |"))
                .split("\n\n", 2)[0];

        assertThat(table.lines().skip(2).map(row -> row.split("\\|")[1]).flatMap(cell -> Stream.of(cell.split(","))))
                .extracting(code -> code.strip().replace("`", ""))
                .isNotEmpty()
                .allMatch(code -> ReasonCode.of(code).isPresent());
    }
}
