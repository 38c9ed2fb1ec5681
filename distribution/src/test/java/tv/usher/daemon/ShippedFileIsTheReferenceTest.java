package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.BackendFactory;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.CheckConfig;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.config.UsherConfig;

/** An operator can live from {@code conf/usher.yaml} alone: every key is in it, and what it says of defaults is true. */
class ShippedFileIsTheReferenceTest {

    private static final Path SHIPPED = Path.of("src/main/dist/conf/usher.yaml");

    // A comment is a blank after the '#' and then words; anything else after it is a key that is commented out.
    private static final Pattern COMMENTED_OUT = Pattern.compile("(?m)^( *)#(?=[a-z-]|  )");

    /** Keys that exclude another one, which is the example; they stay commented out. */
    private static final Pattern INSTEAD = Pattern.compile("backends\\.(tokens|users)\\.file");

    private static final String RULES = "access[]";

    private static URLClassLoader pluginClasses;
    private static Map<String, BackendFactory<?>> plugins;

    @TempDir
    private Path folder;

    @BeforeAll
    static void findPlugins() throws IOException {
        List<URL> modules = new ArrayList<>();
        try (Stream<Path> siblings = Files.list(Path.of("..").toAbsolutePath().normalize())) {
            for (Path module : siblings.sorted().toList()) {
                if (module.getFileName().toString().startsWith("backend-")) {
                    modules.add(module.resolve("target/classes").toUri().toURL());
                }
            }
        }
        pluginClasses = new URLClassLoader(modules.toArray(URL[]::new), BackendFactory.class.getClassLoader());
        plugins = new TreeMap<>();
        for (BackendFactory<?> factory : ServiceLoader.load(BackendFactory.class, pluginClasses)) {
            plugins.put(factory.type(), factory);
        }
        assertThat(plugins).hasSameSizeAs(modules);
    }

    @AfterAll
    static void closePlugins() throws IOException {
        pluginClasses.close();
    }

    @Test
    void asShippedItAsksTheExamplesAddress() throws Exception {
        UsherConfig config = loader().load(write(shipped()));

        assertThat(config.backends()).hasSize(1);
        BackendConfig own = config.backends().get(0);
        assertThat(own.name()).isEqualTo("own");
        assertThat(own.type()).isEqualTo("http");
        assertThat(own.settings().onUnavailable()).contains(OnUnavailable.DENY);
        assertThat(config.effective()).contains("backends.own.address: http://127.0.0.1:6000");
        assertThat(config.access()).hasSize(1);
        assertThat(config.access().get(0).name()).isEqualTo("everyone");
        assertThat(config.access().get(0).ask()).containsExactly("own");
    }

    @Test
    void everythingInItIsKnown() throws Exception {
        Path file = write(uncommented());

        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> loader().load(file));

        assertThat(thrown.problems())
                .as("nothing is wrong but that the operator's files aren't here")
                .allMatch(problem -> problem.endsWith(".pem doesn't exist")
                        || problem.matches(".*.*/GeoLite2-Country.mmdb does not exist"));
    }

    @Test
    void everyKeyIsInIt() throws Exception {
        WrittenKeys written = WrittenKeys.of(uncommented());

        assertThat(ConfigKeys.of(plugins.values()).all())
                .extracting(ConfigKeys.Key::path)
                .filteredOn(path -> !INSTEAD.matcher(path).matches())
                .hasSizeGreaterThan(150)
                .allMatch(written::has, "is written");
        assertThat(uncommented()).contains("#file: partners.yaml", "#file: people.yaml");
    }

    @Test
    void everyDefaultThatItShowsIsTheDefault() throws Exception {
        WrittenKeys written = WrittenKeys.of(uncommented());

        for (ConfigKeys.Key key : ConfigKeys.of(plugins.values()).all()) {
            String text = key.defaultText().orElse("");
            if (text.isEmpty() || text.equals("{}")) {
                continue; // nothing that could be written
            }
            boolean several = Collection.class.isAssignableFrom(key.type());
            Object value = several ? WrittenKeys.value(text) : text;
            if (key.path().startsWith(RULES)) {
                assertThat(written.values(key.path())).as(key.path()).contains(value); // other rules are examples
            } else {
                assertThat(written.values(key.path()))
                        .as(key.path())
                        .isNotEmpty()
                        .containsOnly(value);
            }
        }
    }

    @Test
    void everyTypeOfBackendIsInIt() throws Exception {
        WrittenKeys written = WrittenKeys.of(uncommented());

        assertThat(Stream.concat(plugins.keySet().stream(), CheckConfig.TYPES.stream()))
                .allMatch(type -> written.has("backends." + type));
    }

    /** Else {@link ConfigKeys} would have to begin at one more. */
    @Test
    void noRecordOfSettingsIsLeftOut() throws Exception {
        assertThat(ConfigKeys.of(plugins.values()).records())
                .extracting(Class::getName)
                .containsAll(recordsOfSettings());
    }

    private static List<String> recordsOfSettings() throws IOException, URISyntaxException {
        Path engine = Path.of(UsherConfig.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isDirectory(engine)) {
            return recordsOfSettings(engine);
        }
        try (FileSystem jar = FileSystems.newFileSystem(engine)) {
            return recordsOfSettings(jar.getPath("/"));
        }
    }

    private static List<String> recordsOfSettings(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith("Settings.class"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .filter(ShippedFileIsTheReferenceTest::isRecord)
                    .toList();
        }
    }

    private static boolean isRecord(String name) {
        try {
            return Class.forName(name).isRecord();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("usher.yaml"), yaml);
    }

    private static ConfigLoader loader() {
        return new ConfigLoader(plugins, "plugins", name -> "value-of-" + name);
    }

    private static String shipped() throws IOException {
        return Files.readString(SHIPPED);
    }

    /** Every key, with an example where it has no default. */
    static String uncommented() throws IOException {
        return COMMENTED_OUT.matcher(shipped()).replaceAll("$1");
    }
}
