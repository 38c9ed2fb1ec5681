package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;

/** The shipped alert rules and the shipped board name metrics that there are, and Prometheus understands them; the manual lists all. */
class MonitoringFitsTheMetricsIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();
    private static final Path RULES = USHER.home().resolve("monitoring/usher.rules.yml");
    private static final Path BOARD = USHER.home().resolve("monitoring/usher.grafana.json");
    private static final Pattern NAME = Pattern.compile("\\b(?:usher|process|jvm)_[a-z_]+");
    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) (\\S+)$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @Test
    void whatTheyNameIsThere() throws Exception {
        // Given
        Set<String> there = metricsOfABusyDaemon();

        // When
        Set<String> named = new TreeSet<>();
        expressions().forEach(expression -> {
            Matcher name = NAME.matcher(expression);
            while (name.find()) {
                named.add(name.group().replaceAll("_(bucket|sum|count)$", ""));
            }
        });

        // Then
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(there).containsAll(named);
        assertThat(ofTheManual())
                .containsAll(
                        there.stream().filter(name -> name.startsWith("usher_")).toList());
        assertThat(there)
                .as("what the manual lists")
                .containsAll(
                        ofTheManual().stream().filter(name -> !needsMore(name)).toList());
    }

    /** Shadows, several addresses, failures that no canary found before, and the like, which this daemon doesn't have. */
    private static boolean needsMore(String name) {
        return Set.of(
                        "usher_backend_address_up",
                        "usher_backend_failures_total",
                        "usher_cuts_total",
                        "usher_plugin_faults_total",
                        "usher_shadow_answers_total",
                        "usher_shadow_differences_total",
                        "usher_broken_requests_total")
                .contains(name);
    }

    @Test
    void prometheusUnderstandsThem() throws Exception {
        String promtool = RealPrograms.require("promtool").toString();
        Path tests =
                Path.of("src/test/resources/monitoring/usher.rules.test.yml").toAbsolutePath();
        Files.copy(RULES, folder.resolve("usher.rules.yml"));
        Files.copy(tests, folder.resolve("usher.rules.test.yml"));
        Files.writeString(folder.resolve("board.yml"), new Yaml().dump(asRules(expressionsOfTheBoard())));

        assertFine(promtool, "check", "rules", "usher.rules.yml");
        assertFine(promtool, "test", "rules", "usher.rules.test.yml");
        assertFine(promtool, "check", "rules", "board.yml");
    }

    private void assertFine(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("SUCCESS");
    }

    private static Map<String, Object> asRules(List<String> expressions) {
        List<Map<String, String>> rules = new ArrayList<>();
        for (String expression : expressions) {
            String shown = expression.replace("$__rate_interval", "1m").replace("$instance", ".*");
            rules.add(Map.of("record", "panel:" + rules.size(), "expr", shown));
        }
        return Map.of("groups", List.of(Map.of("name", "board", "rules", rules)));
    }

    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>(expressionsOfTheBoard());
        Map<String, List<Map<String, List<Map<String, Object>>>>> rules = new Yaml().load(Files.readString(RULES));
        rules.get("groups")
                .forEach(
                        group -> group.get("rules").forEach(rule -> expressions.add(String.valueOf(rule.get("expr")))));
        return expressions;
    }

    private static List<String> expressionsOfTheBoard() throws IOException {
        JsonNode board = JsonMapper.builder().build().readTree(Files.readString(BOARD));
        List<String> expressions = new ArrayList<>();
        board.findValues("expr").forEach(expression -> expressions.add(expression.textValue()));
        board.path("templating")
                .path("list")
                .forEach(variable -> expressions.add(variable.path("query").textValue()));
        expressions.removeIf(expression -> !expression.contains("usher_") && !expression.contains("_"));
        return expressions.stream()
                .map(expression -> expression.replaceAll("label_values\\((\\w+),.*\\)", "$1"))
                .toList();
    }

    private static Set<String> ofTheManual() throws IOException {
        String chapter = Files.readString(USHER.home().resolve("doc/11-metrics-and-events.md"));
        Matcher name = Pattern.compile("`(usher_[a-z_]+)`").matcher(chapter);
        Set<String> names = new TreeSet<>();
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    private Set<String> metricsOfABusyDaemon() throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.saying(200)) {
            TestingCertificate own = TestingCertificate.create(folder, "own", "dns:usher.example.com");
            Path file = Files.writeString(
                    folder.resolve("usher.yaml"), """
                    listen: 127.0.0.1:0
                    tls: {certificate: own.pem, key: own-key.pem}
                    management: {listen: 127.0.0.1:0}
                    on-unavailable: allow
                    unverified: {viewers: 10}
                    backends:
                      own: {type: http, address: "%s"}
                      dead: {type: http, address: "http://127.0.0.1:%d"}
                    access:
                      - {name: dead, when: {path: ["/dead/**"]}, ask: [dead]}
                      - {name: live, when: {path: ["/live/**"]}, ask: [own]}
                    """.formatted(middleware.address(), LoopbackPorts.free()));
            try (UsherProcess usher = USHER.start(file);
                    CallerConnection nginx = CallerConnection.to(usher.callers(), own.trusting(own))) {
                for (String path : List.of("/live/a", "/dead/a", "/nobody/a")) {
                    nginx.ask("/nginx", "X-Original-URI: " + path + "/index.m3u8?token=x", "X-Real-IP: 203.0.113.1");
                }
                await().until(() -> usher.metric("usher_backend_up{backend=\"dead\"}") == 0
                        && usher.metric("usher_default_allowed_total{backend=\"dead\"}") > 0);
                Matcher type = TYPE.matcher(usher.page("/metrics").body());
                return type.results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
            }
        }
    }
}
