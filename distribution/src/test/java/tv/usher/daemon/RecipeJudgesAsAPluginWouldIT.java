package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.plugin.Plugin;
import tv.usher.engine.plugin.PluginLoader;
import tv.usher.engine.plugin.Plugins;

/** The recipe for panels of Xtream's kind, by YAML alone, and the sample plugin for the same panels judge a thousand answers alike. */
class RecipeJudgesAsAPluginWouldIT {

    private static final int ANSWERS = 1000;
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Path SAMPLE = Path.of("src/main/dist/doc/sample-plugin/src/main/java");

    /** With the time that the recipe's backend grants by default. */
    private static final String BY_PLUGIN = """
            backends:
              panel: {type: xtream, address: "http://panel.example.com", grant: 3m, on-unavailable: deny}
            access:
              - ask: [panel]
            """;

    private static final AccessRequest VIEWER = AccessRequest.builder()
            .path("/live/anna/s3cret/5.ts")
            .clientAddress("203.0.113.7")
            .captures(Map.of("user", "anna", "password", "s3cret", "channel", "5"))
            .build();

    private static final String[] RETYPED = {"null", "true", "[]", "{}", "\"\"", "-1", "\"x\""};

    private final Random random = new Random(1503);

    @TempDir
    private Path folder;

    @Test
    void onEachOfAThousandAnswers() throws Exception {
        try (Plugins plugins = PluginLoader.load(UnpackedUsher.built().plugins());
                URLClassLoader sample = sample()) {
            Map<String, BackendFactory<?>> types =
                    new HashMap<>(plugins.all().stream().collect(Collectors.toMap(Plugin::type, Plugin::factory)));
            types.put("xtream", (BackendFactory<?>) sample.loadClass("com.example.xtream.XtreamFactory")
                    .getConstructor()
                    .newInstance());
            Backend recipe = backend(
                    types, MarkdownBlock.ofDoc("recipes.md", "yaml").get(0).text());
            Backend plugin = backend(types, BY_PLUGIN);
            assertThat(recipe.toRequest(VIEWER).orElseThrow().target())
                    .isEqualTo("/player_api.php?username=anna&password=s3cret")
                    .isEqualTo(plugin.toRequest(VIEWER).orElseThrow().target());
            Map<String, Integer> given = new TreeMap<>();
            for (int i = 0; i < ANSWERS; i++) {
                BackendResponse answer = answer();

                Verdict byYaml = recipe.interpret(VIEWER, answer);
                Verdict byPlugin = plugin.interpret(VIEWER, answer);

                assertThat(inWords(byYaml))
                        .as(answer.status() + " " + answer.body())
                        .isEqualTo(inWords(byPlugin));
                given.merge(byYaml.getClass().getSimpleName(), 1, Integer::sum);
            }
            assertThat(given).containsOnlyKeys("Allow", "Deny", "Unavailable");
            assertThat(given.values()).allMatch(many -> many > ANSWERS / 20);
        }
    }

    /** Compiled as an author outside would: against the API and the library that its own project names. */
    private URLClassLoader sample() throws Exception {
        List<Path> libraries = List.of(
                PluginJar.jarOf(Backend.class),
                PluginJar.jarOf(ObjectMapper.class),
                PluginJar.jarOf(JsonFactory.class),
                PluginJar.jarOf(Class.forName("com.fasterxml.jackson.annotation.JsonProperty")));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        PluginJar.compileAll(SAMPLE, libraries, classes);
        return new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
    }

    private Backend backend(Map<String, BackendFactory<?>> types, String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("usher.yaml"), yaml);
        return new ConfigLoader(types, "plugins", name -> null)
                .load(file)
                .backends()
                .get(0)
                .atAddresses()
                .get(0);
    }

    private BackendResponse answer() {
        String body = "{\"user_info\":{" + members() + "},\"server_info\":{\"port\":\"80\"}}";
        return switch (random.nextInt(14)) {
            case 0 -> response(200, pick("", " ", "[]", "[ ]", "[1]", "<html>", "{}", "null", "0", "\"x\""));
            case 1 -> response(404, pick("", "[]", "<html>", body));
            case 2 -> response(random.nextBoolean() ? 500 : 301, pick("", "[]", "<html>", body));
            case 3 -> response(200, body.substring(0, random.nextInt(body.length())));
            case 4 -> response(200, body + pick("", " ", "\n", "x", "{}", ","));
            case 5 -> response(200, body.replace("\"auth\":", "\"auth\":1,\"auth\":"));
            default -> response(200, body);
        };
    }

    private static BackendResponse response(int status, String body) {
        return BackendResponse.of(status).body(body).receivedAt(NOW);
    }

    private String members() {
        Map<String, String> members = new TreeMap<>();
        members.put("username", pick("\"anna\"", "\"Анна\"", "77"));
        members.put("auth", pick("1", "\"1\"", "1", "1", "\"1\"", "0", "\"0\""));
        members.put(
                "status",
                pick("\"Active\"", "\"Active\"", "\"Active\"", "\"Expired\"", "\"Banned\"", "\"Disabled\"", "\"?\""));
        members.put(
                "exp_date",
                pick(
                        "null",
                        "\"\"",
                        "\"0\"",
                        "0",
                        "\"1893456060\"",
                        "1893459600",
                        "\"1899721581\"",
                        "\"1893455999\"",
                        "1893456000",
                        "1700000000",
                        "\"never\""));
        members.put("max_connections", pick("\"1\"", "\"2\"", "3", "0", "\"0\"", "\"unlimited\""));
        if (random.nextInt(3) == 0) {
            String one = pick(members.keySet().toArray(String[]::new));
            if (random.nextInt(4) == 0) {
                members.remove(one);
            } else {
                members.put(one, pick(RETYPED));
            }
        }
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(","));
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    private static String inWords(Verdict verdict) {
        return verdict.fold(
                allow -> "allow " + allow.grant(), deny -> "deny", abstain -> "abstain", unavailable -> "unavailable");
    }
}
