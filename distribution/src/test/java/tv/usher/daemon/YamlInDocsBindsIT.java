package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tv.usher.api.BackendFactory;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.plugin.Plugin;
import tv.usher.engine.plugin.PluginException;
import tv.usher.engine.plugin.PluginLoader;
import tv.usher.engine.plugin.Plugins;

/**
 * Every YAML block of every page is a configuration that the real loader accepts with the real plugins, or a part of one; and no editor
 * that goes by the shipped schema underlines anything in it.
 */
class YamlInDocsBindsIT {

    private static final Set<String> OUR_KEYS = Set.of(
            "listen",
            "limits",
            "tls",
            "trusted-callers",
            "insecure-trust-everyone",
            "data-dir",
            "on-unavailable",
            "management",
            "inbound",
            "sessions",
            "dialects",
            "backends",
            "geo",
            "identity",
            "access");

    /** Nothing else that a page names is missing here, but for certificates of listeners. */
    private static final String OPERATORS_DATABASE = "/var/lib/GeoIP/GeoLite2-Country.mmdb";

    private static Plugins plugins;
    private static ShippedSchema schema;

    @TempDir
    private Path folder;

    @BeforeAll
    static void loadPlugins() throws PluginException, IOException {
        schema = new ShippedSchema();
        plugins = PluginLoader.load(UnpackedUsher.built().plugins());
    }

    @AfterAll
    static void closePlugins() {
        plugins.close();
    }

    private static List<MarkdownBlock> blocks() throws IOException {
        return MarkdownBlock.ofAllPages("yaml");
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void binds(MarkdownBlock block) throws IOException {
        Object content = new Yaml().load(block.text());
        if (!isTraefiks(content)) {
            String configuration = complete(block, content);
            assertThat(schema.problemsOf(configuration)).isEmpty();
            Path file = Files.writeString(folder.resolve("usher.yaml"), configuration);
            Map<String, BackendFactory<?>> types =
                    plugins.all().stream().collect(Collectors.toMap(Plugin::type, Plugin::factory));
            assertThat(problems(new ConfigLoader(types, "plugins", name -> "value-of-" + name), file))
                    .allMatch(problem -> problem.endsWith(": geo.database: " + OPERATORS_DATABASE + " does not exist")
                            || problem.matches(".*: (management\\.)?tls\\.[a-z-]+: .*\\.pem doesn't exist"));
        }
    }

    private static List<String> problems(ConfigLoader loader, Path file) {
        try {
            loader.load(file);
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    private static boolean isTraefiks(Object content) {
        return content instanceof Map<?, ?> map
                && map.keySet().equals(Set.of("http"))
                && map.get("http") instanceof Map<?, ?> http
                && http.containsKey("middlewares");
    }

    /** With what a part leaves out. */
    private static String complete(MarkdownBlock block, Object content) {
        if (!(content instanceof Map<?, ?> part) || part.keySet().stream().noneMatch(OUR_KEYS::contains)) {
            return fail(block + " is no part of a configuration; if it is another program's, name its keys here");
        }
        StringBuilder file = new StringBuilder(block.text());
        if (!part.containsKey("on-unavailable")) {
            file.append("on-unavailable: deny\n");
        }
        if (!part.containsKey("backends")) {
            file.append("backends:\n");
            for (Object name : asked(part.get("access"))) {
                file.append("  ").append(name).append(": {type: http, address: 'http://127.0.0.1'}\n");
            }
        }
        if (!part.containsKey("access")) {
            Set<?> names = part.get("backends") instanceof Map<?, ?> backends ? backends.keySet() : Set.of("own");
            file.append("access:\n  - ask: ").append(names).append('\n');
        }
        return file.toString();
    }

    /** The backends that a part's rules name; one if they name none, since a file needs one. */
    private static Set<Object> asked(Object access) {
        Set<Object> names = new LinkedHashSet<>();
        if (access instanceof List<?> rules) {
            for (Object rule : rules) {
                for (String key : List.of("ask", "shadow")) {
                    if (rule instanceof Map<?, ?> keys && keys.get(key) instanceof List<?> asked) {
                        names.addAll(asked);
                    }
                }
            }
        }
        return names.isEmpty() ? Set.of("own") : names;
    }
}
