package tv.usher.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.BackendFactory;
import tv.usher.api.Grant;

class PluginsAreIsolatedTest {

    @TempDir
    Path folder;

    @Test
    void eachUsesItsOwnCopyOfALibrary() throws Exception {
        // Given
        for (String name : new String[] {"one", "two"}) {
            new TestingPluginJar()
                    .source(
                            "lib.Name",
                            "package lib; public class Name { public static final Object IT = \"" + name + "\"; }")
                    .factory(name + ".Factory", "lib.Name.IT.toString()", "Config.class", "")
                    .write(folder.resolve(name + "/plugin.jar"));
        }

        // When
        try (Plugins plugins = PluginLoader.load(folder)) {

            // Then
            assertThat(plugins.byType()).containsOnlyKeys("one", "two");
            assertThat(classOf("one", "lib.Name", plugins)).isNotSameAs(classOf("two", "lib.Name", plugins));
        }
    }

    @Test
    void nothingOfTheHostButTheApiIsSeen() throws Exception {
        // Given
        List<String> hosts = List.of(
                "tv.usher.engine.plugin.PluginLoader",
                "tv.usher.engine.net.Cidr",
                "org.slf4j.Logger",
                "ch.qos.logback.classic.Logger",
                "io.netty.channel.Channel",
                "com.google.inject.Injector",
                "org.yaml.snakeyaml.Yaml",
                "org.apache.hc.core5.http.HttpRequest");
        TestingPluginJar.ofType("acme.AcmeFactory", "acme").write(folder.resolve("acme/acme.jar"));

        // When
        try (Plugins plugins = PluginLoader.load(folder)) {

            // Then
            assertThat(hosts)
                    .allSatisfy(
                            name -> assertThatCode(() -> Class.forName(name)).doesNotThrowAnyException())
                    .allSatisfy(name -> assertThatThrownBy(() -> classOf("acme", name, plugins))
                            .isInstanceOf(ClassNotFoundException.class));
        }
    }

    @Test
    void resourcesOfTheHostAreNotSeen() throws Exception {
        // Given
        String resource = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";
        assertThat(getClass().getClassLoader().getResource(resource)).isNotNull();
        TestingPluginJar.ofType("acme.AcmeFactory", "acme").write(folder.resolve("acme/acme.jar"));

        // When
        try (Plugins plugins = PluginLoader.load(folder)) {

            // Then
            ClassLoader loader = loaderOf("acme", plugins);
            assertThat(loader.getResource(resource)).isNull();
            assertThat(loader.getResources(resource).hasMoreElements()).isFalse();
        }
    }

    @Test
    void theApiIsTheHostsThoughThePluginHasACopy() throws Exception {
        // Given
        TestingPluginJar.ofType("acme.AcmeFactory", "acme")
                .source("tv.usher.api.Grant", "package tv.usher.api; public class Grant {}")
                .source("tv.usher.api.Own", "package tv.usher.api; public class Own {}")
                .source("tv.usher.api.acme.Below", "package tv.usher.api.acme; public class Below {}")
                .write(folder.resolve("acme/acme.jar"));

        // When
        try (Plugins plugins = PluginLoader.load(folder)) {

            // Then
            assertThat(classOf("acme", "tv.usher.api.Grant", plugins)).isSameAs(Grant.class);
            assertThat(classOf("acme", BackendFactory.class.getName(), plugins)).isSameAs(BackendFactory.class);
            assertThatThrownBy(() -> classOf("acme", "tv.usher.api.Own", plugins))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(classOf("acme", "tv.usher.api.acme.Below", plugins).getClassLoader())
                    .isSameAs(loaderOf("acme", plugins));
        }
    }

    @Test
    void theJdkIsSeenAndOwnJarsComeBeforeIt() throws Exception {
        // Given
        TestingPluginJar.ofType("acme.AcmeFactory", "acme")
                .copyOf(javax.sql.DataSource.class)
                .write(folder.resolve("acme/acme.jar"));

        // When
        try (Plugins plugins = PluginLoader.load(folder)) {

            // Then
            assertThat(classOf("acme", "java.sql.Driver", plugins)).isSameAs(java.sql.Driver.class);
            assertThat(classOf("acme", "javax.sql.DataSource", plugins)).isNotSameAs(javax.sql.DataSource.class);
        }
    }

    private static Class<?> classOf(String type, String name, Plugins plugins) throws ClassNotFoundException {
        return Class.forName(name, false, loaderOf(type, plugins));
    }

    private static ClassLoader loaderOf(String type, Plugins plugins) {
        return plugins.byType().get(type).factory().getClass().getClassLoader();
    }
}
