package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command goes by the same file: -c, else USHER_CONFIG, else the machine's own, else the installation's. */
class CommandsFindTheConfigurationIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();

    @TempDir
    private Path folder;

    private Path etc;

    @BeforeEach
    void folders() throws IOException {
        etc = Files.createDirectories(folder.resolve("etc"));
    }

    @Test
    void theFirstThatIsThereCountsAndIsNamed() throws Exception {
        assertThat(check(Map.of())).startsWith(USHER.home().resolve("conf/usher.yaml") + " is fine");

        Path ofMachine = ConfigText.write(etc, ConfigText.asking("http://127.0.0.1:6000"));
        assertThat(check(Map.of())).startsWith(ofMachine + " is fine");

        Path named = ConfigText.write(
                Files.createDirectory(folder.resolve("named")), ConfigText.asking("http://127.0.0.1:6000"));
        assertThat(check(Map.of("USHER_CONFIG", named.toString()))).startsWith(named + " is fine");

        Path told = ConfigText.write(
                Files.createDirectory(folder.resolve("told")), ConfigText.asking("http://127.0.0.1:6000"));
        assertThat(check(Map.of("USHER_CONFIG", named.toString()), "-c", told.toString()))
                .startsWith(told + " is fine");
        assertThat(check(Map.of("USHER_CONFIG", "/nosuch.yaml"))).startsWith("/nosuch.yaml:");
    }

    @Test
    void secretsThatSystemdGivesToTheDaemonAreFoundBesideTheFile() throws Exception {
        // Given
        Path file = Files.writeString(
                etc.resolve("usher.yaml"),
                "listen: 127.0.0.1:0\nmanagement: {listen: \"127.0.0.1:0\", token: \"${OPERATORS_TOKEN}\"}\n"
                        + ConfigText.asking("http://127.0.0.1:6000"));
        assertThat(check(Map.of())).contains("management.token", "OPERATORS_TOKEN");

        // When
        Files.writeString(etc.resolve("usher.env"), "# secrets\nOPERATORS_TOKEN='0123456789abcdef'\n");

        // Then
        assertThat(check(Map.of())).startsWith(file + " is fine").doesNotContain("0123456789abcdef");
    }

    private String check(Map<String, String> environment, String... more) throws Exception {
        ProcessBuilder check = new ProcessBuilder(USHER.bin().toString(), "check").directory(folder.toFile());
        for (String word : more) {
            check.command().add(word);
        }
        check.environment().remove("USHER_CONFIG");
        check.environment().put("JAVA_HOME", USHER.javaHome().toString());
        check.environment().put("USHER_OPTS", "-Dusher.etc=" + etc);
        check.environment().putAll(environment);
        return Ended.of(check).output();
    }
}
