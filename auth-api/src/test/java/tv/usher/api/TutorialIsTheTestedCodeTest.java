package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the package's tutorial shows is what {@code com.example.voucher} compiles and runs here. */
class TutorialIsTheTestedCodeTest {

    private static final Pattern BLOCK = Pattern.compile("<pre>\\{@code\n(.*?)\n}</pre>", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("<version>.*\\..*</version>");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/test/java/com/example/voucher/VoucherConfig.java",
                "src/test/java/com/example/voucher/VoucherFactory.java",
                "src/test/resources/META-INF/services/tv.usher.api.BackendFactory",
                "src/test/java/com/example/voucher/VoucherBackend.java",
                "src/test/java/com/example/voucher/VoucherContractTest.java",
                "src/test/resources/com/example/voucher/exchanges/allow.http",
                "src/test/resources/com/example/voucher/exchanges/deny.http"
            })
    void everyFileIsShownAsItIs(String file) throws IOException {
        assertThat(blocks()).contains(Files.readString(Path.of(file)).strip());
    }

    @Test
    void nothingElseIsShownButTheProjectAndTheConfiguration() throws IOException {
        assertThat(blocks())
                .hasSize(9)
                .anyMatch(block -> block.startsWith("<project"))
                .anyMatch(block -> block.startsWith("on-unavailable:"));
    }

    @Test
    void theProjectHasUshersVersions() throws IOException {
        String project = blocks().get(0);
        String ushers = Files.readString(Path.of("../pom.xml"));

        assertThat(VERSION.matcher(project).results().map(MatchResult::group))
                .isNotEmpty()
                .allMatch(ushers::contains, "stands in Usher's own pom.xml");
    }

    private static List<String> blocks() throws IOException {
        String source = Files.readString(Path.of("src/main/java/tv/usher/api/package-info.java"));
        String javadoc = source.replaceAll("(?m)^ \\* ?", "");
        return BLOCK.matcher(javadoc)
                .results()
                .map(block -> block.group(1).strip())
                .toList();
    }
}
