package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataGoesWhereSystemdSaysTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/var/lib/usher", "/var/lib/usher:/var/lib/other"})
    void unlessTheFileSaysOtherwise(String stateDirectory) throws Exception {
        TestingConfigFile file = new TestingConfigFile(folder).with("STATE_DIRECTORY", stateDirectory);

        UsherConfig silent = file.load(TestingConfigFile.MINIMAL);
        UsherConfig explicit = file.load(TestingConfigFile.MINIMAL + "data-dir: here");

        assertThat(silent.dataDir()).isEqualTo(Path.of("/var/lib/usher"));
        assertThat(silent.effective()).contains("data-dir: /var/lib/usher");
        assertThat(explicit.dataDir()).isEqualTo(folder.resolve("here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "relative"})
    void whatIsNoFolderOfSystemdsIsIgnored(String stateDirectory) throws Exception {
        UsherConfig config = new TestingConfigFile(folder)
                .with("STATE_DIRECTORY", stateDirectory)
                .load(TestingConfigFile.MINIMAL);

        assertThat(config.dataDir()).isEqualTo(folder.resolve("data"));
    }

    @Test
    void withoutSystemdItIsBesideTheFile() throws Exception {
        assertThat(new TestingConfigFile(folder).load(TestingConfigFile.MINIMAL).dataDir())
                .isEqualTo(folder.resolve("data"));
    }
}
