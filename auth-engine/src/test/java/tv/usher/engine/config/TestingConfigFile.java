package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.usher.api.BackendFactory;

/** A configuration file in a folder of the test, with the environment and plugins that the test wants. */
public final class TestingConfigFile {

    /** A file's necessary keys; more can follow. */
    static final String MINIMAL = """
            on-unavailable: deny
            access: [{then: allow}]
            """;

    private final Path file;
    private final Map<String, String> environment = new HashMap<>();
    private Map<String, BackendFactory<?>> types = TestingBackendFactory.shippedAnd();

    public TestingConfigFile(Path folder) {
        this.file = folder.resolve("usher.yaml");
    }

    TestingConfigFile with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    TestingConfigFile with(BackendFactory<?>... plugins) {
        types = TestingBackendFactory.shippedAnd(plugins);
        return this;
    }

    /** What binds is never a mistake to the schema. */
    public UsherConfig load(String yaml) throws ConfigException {
        UsherConfig config = load(yaml.getBytes(StandardCharsets.UTF_8));
        assertThat(new TestingSchema(types).problemsOf(yaml))
                .as("the schema says")
                .isEmpty();
        return config;
    }

    UsherConfig load(byte[] yaml) throws ConfigException {
        try {
            Files.write(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return load();
    }

    /** Loads whatever stands there. */
    UsherConfig load() throws ConfigException {
        return new ConfigLoader(types, "/opt/usher/plugins", environment::get).load(file);
    }

    /** The problems of the file, each without its folder; fails if there is none. */
    List<String> problemsOf(String yaml) {
        return problemsOf(yaml.getBytes(StandardCharsets.UTF_8));
    }

    List<String> problemsOf(byte[] yaml) {
        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> load(yaml));
        return withoutFolder(thrown.problems());
    }

    List<String> problems() {
        return withoutFolder(
                catchThrowableOfType(ConfigException.class, this::load).problems());
    }

    List<String> withoutFolder(List<String> problems) {
        return problems.stream()
                .map(line -> line.replace(file.getParent() + "/", ""))
                .toList();
    }
}
