package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T62: two versions of a jar, of Usher's own or of a plugin's, are refused at start. */
class MixedUpgradesAreRefusedIT {

    @TempDir
    private Path folder;

    @Test
    void inLibAndInAPluginsFolder() throws Exception {
        // Given
        UnpackedUsher usher = UnpackedUsher.built().copyTo(folder);
        String ownJar = older(folder.resolve("lib"), "guice-");
        String pluginsJar = older(usher.plugins().resolve("http"), "backend-http-");

        // When
        UnpackedUsher.Finished ran = usher.run("run");
        Files.delete(folder.resolve("lib").resolve(ownJar));
        UnpackedUsher.Finished checked = usher.run("check");

        // Then
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("lib: has more than one version of a jar: " + ownJar + ", guice-");
        assertThat(checked.status()).isEqualTo(2);
        assertThat(checked.err() + checked.out())
                .contains("http: has more than one version of a jar: " + pluginsJar + ", backend-http-");
    }

    /** Adds an older version of the folder's own jar of that name. */
    private static String older(Path folder, String name) throws IOException {
        try (var files = Files.list(folder)) {
            Path own = files.filter(file -> file.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow();
            Files.copy(own, folder.resolve(name + "0.0.1.jar"));
            return name + "0.0.1.jar";
        }
    }
}
