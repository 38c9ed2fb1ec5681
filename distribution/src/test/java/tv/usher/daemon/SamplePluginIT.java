package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.TakesLong;

/**
 * Somebody outside who has nothing but the archive: builds {@code doc/sample-plugin} against {@code maven/}, its tests among it, puts what
 * comes of it into {@code plugins/}, and viewers of an Xtream-like panel play.
 */
@TakesLong
class SamplePluginIT {

    private static final String USER = "\u0410\u043d\u043d\u0430";
    private static final String PASSWORD = "s3cret pw";
    private static final String IN_PATH = "/live/%D0%90%D0%BD%D0%BD%D0%B0/s3cret%20pw/";
    private static final String IN_QUERY = "username=%d0%90%d0%bd%d0%bd%d0%b0&password=s3cret+pw";

    @TempDir
    private Path folder;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    @Test
    void isBuiltFromTheArchiveAloneAndItsViewersPlay() throws Exception {
        // Given
        UnpackedUsher usher = UnpackedUsher.built().copyTo(folder.resolve("usher"));
        Path sample = folder.resolve("usher/doc/sample-plugin");

        // When
        Ended built = maven(sample, "package");

        // Then
        assertThat(built.exit()).as(built.output()).isZero();
        assertThat(sample.resolve("target/surefire-reports")).isDirectoryContaining("glob:**XtreamContractTest.txt");
        assertThat(linesOfMainCode(sample)).isLessThanOrEqualTo(120);
        copy(sample.resolve("target/plugin/xtream"), usher.plugins().resolve("xtream"));
        assertThat(usher.run("backends").out()).contains("xtream");
        Path elsewhere = Files.move(sample, folder.resolve("own"));
        Ended builtElsewhere = maven(elsewhere, "compile", "-Dusher.home=" + folder.resolve("usher"));
        assertThat(builtElsewhere.exit()).as(builtElsewhere.output()).isZero();

        HttpServer panel = panel();
        try (UsherProcess daemon = usher.start(
                ConfigText.write(folder, """
                on-unavailable: deny
                backends:
                  panel: {type: xtream, address: "http://127.0.0.1:%d", timeout: 30s}
                access:
                  - {name: channels, when: {path: ["/live/*/*/{channel}", "/vod/{channel}/**"]}, ask: [panel]}
                """.formatted(panel.getAddress().getPort())))) {
            play(daemon);
            nothingIsShown(usher, daemon);
        } finally {
            panel.stop(0);
        }
    }

    private void play(UsherProcess daemon) throws IOException {
        assertThat(ask(daemon, IN_PATH + "1.ts", "203.0.113.7")).isEqualTo(200);
        assertThat(ask(daemon, IN_PATH + "1.ts", "203.0.113.7")).isEqualTo(200);
        assertThat(asked).as("a known viewer isn't asked about").hasSize(1);
        assertThat(asked.peek()).isEqualTo("username=%D0%90%D0%BD%D0%BD%D0%B0&password=s3cret%20pw");

        assertThat(ask(daemon, "/live/%D0%90%D0%BD%D0%BD%D0%B0/wrong/1.ts", "203.0.113.7"))
                .as("at the same address with another password")
                .isEqualTo(403);
        assertThat(ask(daemon, "/vod/film/index.m3u8?" + IN_QUERY, "203.0.113.8"))
                .isEqualTo(200);
        assertThat(ask(daemon, "/vod/film/index.m3u8?" + IN_QUERY, "203.0.113.8"))
                .isEqualTo(200);
        assertThat(asked).hasSize(3);
        assertThat(ask(daemon, IN_PATH + "1.ts", "203.0.113.9"))
                .as("a third screen of two")
                .isEqualTo(403);
        assertThat(daemon.page("/api/sessions").body().split("\"user\":\"" + USER + '"', -1))
                .as("two sessions of one user")
                .hasSize(3);
    }

    private void nothingIsShown(UnpackedUsher usher, UsherProcess daemon) throws IOException, InterruptedException {
        String config = folder.resolve("usher.yaml").toString();
        List<String> shown = new ArrayList<>();
        for (String page : List.of("/metrics", "/readyz", "/api/sessions", "/api/decisions", "/api/unverified")) {
            shown.add(daemon.page(page).body());
        }
        for (String command : List.of("why", "sessions")) {
            shown.add(usher.run(command, "-c", config).out());
        }
        shown.add(usher.run(
                        "explain", "--as", "nginx", "-c", config, "--path", IN_PATH + "2.ts", "--client", "203.0.113.7")
                .out());
        daemon.awaitLog("client=203.0.113.9");
        shown.addAll(daemon.log());

        assertThat(shown)
                .anyMatch(text -> text.contains("/1.ts"))
                .allSatisfy(text ->
                        assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("s3cret", "password=s", "wrong/"));
    }

    private static int ask(UsherProcess daemon, String uri, String client) throws IOException {
        return daemon.ask("/nginx", "X-Original-URI: " + uri, "X-Real-IP: " + client)
                .status();
    }

    /** Answers 200 to everything. */
    private HttpServer panel() throws IOException {
        HttpServer panel = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        panel.createContext("/player_api.php", this::answer);
        panel.start();
        return panel;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        if (!query.endsWith("password=x")) { // Usher's own question
            asked.add(query);
        }
        String decoded = exchange.getRequestURI().getQuery();
        String json = decoded.equals("username=" + USER + "&password=" + PASSWORD)
                ? """
                  {"user_info":{"username":"%s","password":"%s","auth":1,"status":"Active","exp_date":"4102444800",
                   "max_connections":"2"}}""".formatted(USER, PASSWORD)
                : "{\"user_info\":{\"auth\":0}}";
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static long linesOfMainCode(Path sample) throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.walk(sample.resolve("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines += Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank())
                        .count();
            }
        }
        return lines;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> jars = Files.list(from)) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, to.resolve(jar.getFileName().toString()));
            }
        }
    }

    /** Offline, with the archive's folder as the only repository beside what this build has downloaded already. */
    private Ended maven(Path project, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "--offline",
                "--quiet",
                "--batch-mode",
                "-Daether.offline.protocols=file",
                "-Dmaven.repo.local=" + withoutUsher(Path.of(System.getProperty("maven.repo.local")))));
        command.addAll(List.of(arguments));
        ProcessBuilder maven = new ProcessBuilder(command).directory(project.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        maven.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        return Ended.of(maven);
    }

    /** Links to what lies in the builder's repository, so that no other build finds the archive's artefacts there. */
    private Path withoutUsher(Path repository) throws IOException {
        Path links = Files.createTempDirectory(folder, "repository");
        try (Stream<Path> groups = Files.list(repository)) {
            for (Path group : groups.filter(entry -> !entry.endsWith("tv")).toList()) {
                Files.createSymbolicLink(links.resolve(group.getFileName()), group);
            }
        }
        return links;
    }
}
