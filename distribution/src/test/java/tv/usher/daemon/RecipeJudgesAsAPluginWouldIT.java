package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.plugin.Plugin;
import tv.usher.engine.plugin.PluginLoader;
import tv.usher.engine.plugin.Plugins;

/** The recipe for panels of Xtream's kind, by YAML alone, judges a thousand answers as code does that is written for them. */
class RecipeJudgesAsAPluginWouldIT {

    private static final int ANSWERS = 1000;
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final AccessRequest VIEWER = AccessRequest.builder()
            .path("/live/anna/s3cret/5.ts")
            .clientAddress("203.0.113.7")
            .captures(Map.of("user", "anna", "password", "s3cret", "channel", "5"))
            .build();

    private final Random random = new Random(1503);

    @TempDir
    private Path folder;

    @Test
    void onEachOfAThousandAnswers() throws Exception {
        try (Plugins plugins = PluginLoader.load(UnpackedUsher.built().plugins())) {
            Backend recipe = recipe(plugins);
            assertThat(recipe.toRequest(VIEWER).orElseThrow().target())
                    .isEqualTo("/player_api.php?username=anna&password=s3cret");
            Map<String, Integer> given = new TreeMap<>();
            for (int i = 0; i < ANSWERS; i++) {
                BackendResponse answer = answer();

                Verdict verdict = recipe.interpret(VIEWER, answer);

                assertThat(inWords(verdict))
                        .as(answer.status() + " " + answer.body())
                        .isEqualTo(expected(answer));
                given.merge(verdict.getClass().getSimpleName(), 1, Integer::sum);
            }
            assertThat(given).containsOnlyKeys("Allow", "Deny", "Unavailable");
            assertThat(given.values()).allMatch(many -> many > ANSWERS / 30);
        }
    }

    private Backend recipe(Plugins plugins) throws Exception {
        String yaml = MarkdownBlock.ofDoc("recipes.md", "yaml").get(0).text();
        Path file = Files.writeString(folder.resolve("usher.yaml"), yaml);
        Map<String, BackendFactory<?>> types =
                plugins.all().stream().collect(Collectors.toMap(Plugin::type, Plugin::factory));
        return new ConfigLoader(types, "plugins", name -> null)
                .load(file)
                .backends()
                .get(0)
                .atAddresses()
                .get(0);
    }

    private BackendResponse answer() {
        String account = "{\"username\":" + pick("\"anna\"", "\"Анна\"", "77") + ",\"auth\":"
                + pick("1", "\"1\"", "1", "1", "\"1\"", "0", "\"0\"", "true")
                + ",\"status\":"
                + pick(
                        "\"Active\"",
                        "\"Active\"",
                        "\"Active\"",
                        "\"Expired\"",
                        "\"Banned\"",
                        "\"Disabled\"",
                        "\"?\"",
                        "null")
                + ",\"exp_date\":"
                + pick(
                        "null",
                        "\"\"",
                        "\"0\"",
                        "0",
                        "\"1893456060\"",
                        "1893459600",
                        "\"1899721581\"",
                        "\"1893455999\"",
                        "1700000000",
                        "\"never\"",
                        "[]")
                + ",\"max_connections\":" + pick("\"1\"", "\"2\"", "3", "0", "\"0\"", "\"unlimited\"", "-1", "{}")
                + "}";
        String body = "{\"user_info\":" + account + ",\"server_info\":{\"port\":\"80\"}}";
        return switch (random.nextInt(12)) {
            case 0 ->
                BackendResponse.of(200)
                        .body(pick("", "[]", "<html>", "{}", "null"))
                        .receivedAt(NOW);
            case 1 -> BackendResponse.of(404).body(pick("", "<html>", body)).receivedAt(NOW);
            case 2 ->
                BackendResponse.of(random.nextBoolean() ? 500 : 301).body("").receivedAt(NOW);
            case 3 ->
                BackendResponse.of(200)
                        .body(body.substring(0, random.nextInt(body.length())))
                        .receivedAt(NOW);
            default -> BackendResponse.of(200).body(body).receivedAt(NOW);
        };
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    /** The panel's meaning, written once more and by hand. */
    private static String expected(BackendResponse answer) {
        if (answer.status() == 404) {
            return "deny";
        }
        JsonNode document = document(answer.body());
        if (answer.status() == 200 && (answer.body().isEmpty() || document.isArray() && document.isEmpty())) {
            return "deny";
        }
        JsonNode account = document.path("user_info");
        boolean dead = account.path("status").asText().matches("Expired|Banned|Disabled");
        long end = account.path("exp_date").asText().matches("[0-9]+")
                ? account.path("exp_date").asLong()
                : account.path("exp_date").isNull()
                                || account.path("exp_date").asText("?").isEmpty()
                                        && account.path("exp_date").isTextual()
                        ? 0
                        : -1;
        if (account.path("auth").asText().equals("0") || dead || end > 0 && end < NOW.getEpochSecond()) {
            return "deny";
        }
        String screens = account.path("max_connections").asText();
        boolean alive = account.path("auth").asText().equals("1")
                && account.path("status").asText().equals("Active")
                && end >= 0
                && screens.matches("[0-9]+");
        if (!alive || answer.status() != 200) {
            return "unavailable";
        }
        Duration lasting = Duration.ofMinutes(3);
        if (end > 0 && end - NOW.getEpochSecond() < lasting.toSeconds()) {
            lasting = Duration.ofSeconds(end - NOW.getEpochSecond());
        }
        Grant grant = Grant.lasting(lasting).user(account.path("username").asText());
        return "allow " + (screens.equals("0") ? grant : grant.maxSessions(Integer.parseInt(screens)));
    }

    private static JsonNode document(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private static String inWords(Verdict verdict) {
        return verdict.fold(
                allow -> "allow " + allow.grant(), deny -> "deny", abstain -> "abstain", unavailable -> "unavailable");
    }
}
