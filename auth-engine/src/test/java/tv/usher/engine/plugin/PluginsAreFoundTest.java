package tv.usher.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsAreFoundTest {

    @TempDir
    Path folder;

    @Test
    void eachFolderWithJarsIsAPlugin() throws Exception {
        // Given
        Path jar = TestingPluginJar.ofType("acme.AcmeFactory", "acme").write(folder.resolve("acme/acme-1.2.3.jar"));
        Path library = new TestingPluginJar().write(folder.resolve("acme/library.jar"));
        TestingPluginJar.ofType("other.OtherFactory", "other-2").write(folder.resolve("zebra/other.jar"));

        // When
        try (Plugins plugins = PluginLoader.load(folder)) {

            // Then
            assertThat(plugins.all()).extracting(Plugin::type).containsExactly("acme", "other-2");
            assertThat(plugins.byType()).containsOnlyKeys("acme", "other-2");
            Plugin acme = plugins.byType().get("acme");
            assertThat(acme.factory().type()).isEqualTo("acme");
            assertThat(acme.factory().configType().isRecord()).isTrue();
            assertThat(acme.folder()).isEqualTo(folder.resolve("acme"));
            assertThat(acme.jars()).containsExactly(jar, library);
            assertThat(acme.jar()).isEqualTo(jar);
            assertThat(acme.version()).contains("1.2.3");
        }
    }

    @Test
    void aJarMayHaveSeveralTypes() throws Exception {
        // Given
        TestingPluginJar.ofType("acme.OneFactory", "one")
                .factory("acme.TwoFactory", "\"two\"", "Config.class", "")
                .write(folder.resolve("acme/acme.jar"));

        // When
        try (Plugins plugins = PluginLoader.load(folder)) {

            // Then
            assertThat(plugins.all()).extracting(Plugin::type).containsExactly("one", "two");
        }
    }

    @Test
    void hiddenAndStrayFilesAreNoPlugins() throws Exception {
        // Given
        TestingPluginJar.ofType("acme.AcmeFactory", "acme").write(folder.resolve("acme/acme.jar"));
        Files.writeString(folder.resolve("acme/README.md"), "not a jar");
        Files.writeString(folder.resolve("acme/._acme.jar"), "an archiver's left-over");
        Files.writeString(folder.resolve("README.md"), "not a jar");
        Files.createDirectory(folder.resolve(".trash"));

        // When
        try (Plugins plugins = PluginLoader.load(folder)) {

            // Then
            assertThat(plugins.byType()).containsOnlyKeys("acme");
        }
    }

    @Test
    void anEmptyFolderHasNone() throws Exception {
        try (Plugins plugins = PluginLoader.load(folder)) {
            assertThat(plugins.all()).isEmpty();
        }
    }

    @Test
    void foldersMayHaveBlanksAndForeignLettersAndBeLinks() throws Exception {
        // Given
        Path jar = TestingPluginJar.ofType("acme.AcmeFactory", "acme")
                .write(folder.resolve("elsewhere/mein Plugin #1 100% é/acme +1.jar"));
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.createSymbolicLink(plugins.resolve("link"), jar.getParent());

        // When
        try (Plugins found = PluginLoader.load(plugins)) {

            // Then
            assertThat(found.byType().get("acme").jar()).isEqualTo(plugins.resolve("link/acme +1.jar"));
        }
    }
}
