package tv.usher.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationIsFoundInOneOrderTest {

    @TempDir
    private Path folder;

    private Installation installation;

    @BeforeEach
    void installation() {
        installation = new Installation(folder.resolve("home"), folder.resolve("etc"));
    }

    @Test
    void theInstallationsOwnIsTheLast() {
        assertThat(installation.configuration(Map.<String, String>of()::get))
                .isEqualTo(folder.resolve("home/conf/usher.yaml"));
    }

    @Test
    void theMachinesGoesBeforeIt() throws IOException {
        // Given
        Path ofMachine = Files.createDirectories(folder.resolve("etc")).resolve("usher.yaml");
        Files.createFile(ofMachine);

        // Then
        assertThat(installation.configuration(Map.<String, String>of()::get)).isEqualTo(ofMachine);
        assertThat(installation.configuration(Map.of("USHER_CONFIG", "")::get)).isEqualTo(ofMachine);
    }

    @Test
    void theVariableGoesBeforeBothAlsoWhereItNamesNothing() throws IOException {
        // Given
        Files.createFile(Files.createDirectories(folder.resolve("etc")).resolve("usher.yaml"));

        // Then
        assertThat(installation.configuration(Map.of("USHER_CONFIG", "/nosuch/usher.yaml")::get))
                .isEqualTo(Path.of("/nosuch/usher.yaml"));
    }
}
