package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** T60, and Xtream's form of a path: {@code /live/USER/PASSWORD/ID.ts}, asked by the packaged daemon's callers. */
class PasswordsInPathsAreShownNowhereIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();
    private static final String LOGIN = "login-of-anna";
    private static final String PASSWORD = "password-of-anna";
    private static final String IN_QUERY = "value-of-the-query";

    @TempDir
    private Path folder;

    @Test
    void oneQuestionAViewingAndLimitsAreExact() throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.allowing("X-UserId: 77", "X-Max-Sessions: 1");
                UsherProcess daemon = USHER.start(configuration(middleware))) {
            // When
            List<Integer> zapping = new ArrayList<>();
            for (String file : List.of("1.ts", "1.ts", "1.m3u8", "2.ts", "2.ts")) {
                zapping.add(play(daemon, file, "203.0.113.7"));
            }

            // Then
            assertThat(zapping).containsOnly(200);
            assertThat(middleware.asked()).hasSize(2);
            assertThat(play(daemon, "2.ts", "203.0.113.8"))
                    .as("a second screen")
                    .isEqualTo(403);
            assertThat(middleware.asked()).hasSize(3);
        }
    }

    @Test
    void neitherLogsNorMetricsNorPagesShowThem() throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.allowing("X-UserId: 77", "X-Max-Sessions: 1")) {
            Path file = configuration(middleware);
            try (UsherProcess daemon = USHER.start(file)) {
                // Given viewers who are let in, known, refused, and unreadable
                play(daemon, "1.ts", "203.0.113.7");
                play(daemon, "1.ts", "203.0.113.7");
                play(daemon, "2.ts", "203.0.113.8");
                daemon.ask("/nginx", uri("/live/" + LOGIN + '/' + PASSWORD + "/..%2f1.ts"), "X-Real-IP: 203.0.113.7");
                daemon.ask(
                        "/cesbo?" + IN_QUERY,
                        "X-Real-Path: /hls/" + PASSWORD + "/news/index.m3u8",
                        "X-Real-Ip: 203.0.113.9");

                // When
                String config = file.toString();
                List<String> shown = shown(daemon, config, explain(config, "1.ts"), explain(config, "3.ts"));
                daemon.awaitLog("client=203.0.113.9");
                shown.addAll(daemon.log());

                // Then
                assertThat(shown)
                        .anyMatch(text -> text.contains("channel=1"))
                        .noneMatch(PasswordsInPathsAreShownNowhereIT::isTold);
                assertThat(kept()).isNotEmpty().noneMatch(PasswordsInPathsAreShownNowhereIT::isTold);
            }
        }
    }

    /** They tell what is in the path once more, as the channel. */
    @Test
    void norAfterCallersThatNameTheStreamByThem() throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.allowing("X-UserId: 77")) {
            Path file = configuration(middleware);
            try (UsherProcess daemon = USHER.start(file)) {
                // Given viewers who are let in
                String stream = LOGIN + '/' + PASSWORD + "/7";
                List<Integer> statuses = List.of(
                        daemon.ask(
                                        "/nginx-rtmp?app=live&flashver=VLC&tcurl=&addr=203.0.113.7&clientid=1&call=play&name="
                                                + stream + "&x=" + IN_QUERY)
                                .status(),
                        daemon.ask("/flussonic?ip=203.0.113.8&proto=hls&name=live/" + stream + "&x=" + IN_QUERY)
                                .status());

                // When
                List<String> shown = shown(daemon, file.toString());
                daemon.awaitLog("client=203.0.113.8");
                shown.addAll(daemon.log());

                // Then
                assertThat(statuses).containsOnly(200);
                assertThat(shown)
                        .anyMatch(text -> text.contains("\"channel\":\"live/***/***/7\""))
                        .noneMatch(PasswordsInPathsAreShownNowhereIT::isTold);
            }
            assertThat(kept())
                    .as("of sessions and events")
                    .anyMatch(text -> text.contains("live/***/***/7"))
                    .noneMatch(PasswordsInPathsAreShownNowhereIT::isTold);
        }
    }

    /** What pages and these commands show, beside those that need nothing more. */
    private static List<String> shown(UsherProcess daemon, String config, String[]... commands) throws Exception {
        List<String> shown = new ArrayList<>();
        for (String page :
                List.of("/metrics", "/readyz", "/healthz", "/", "/api/sessions", "/api/decisions", "/api/unverified")) {
            shown.add(daemon.page(page).body());
        }
        List<String[]> all = new ArrayList<>(List.of(commands));
        all.add(new String[] {"why", "-c", config});
        all.add(new String[] {"sessions", "-c", config});
        all.add(new String[] {"sessions", "-c", config, "--json"});
        for (String[] command : all) {
            UnpackedUsher.Finished finished = USHER.run(command);
            assertThat(finished.out()).as(String.join(" ", command)).isNotEmpty();
            shown.add(finished.out() + finished.err());
        }
        return shown;
    }

    private static boolean isTold(String text) {
        return Stream.of(LOGIN, PASSWORD, IN_QUERY).anyMatch(text::contains);
    }

    private static String[] explain(String config, String file) {
        return new String[] {
            "explain",
            "-c",
            config,
            "--ask",
            "--as",
            "nginx",
            "--client",
            "203.0.113.7",
            "http://tv.example.com/live/" + LOGIN + '/' + PASSWORD + '/' + file + "?x=" + IN_QUERY
        };
    }

    /** What is in the data folder, read as Latin text. */
    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            return texts;
        }
    }

    private static int play(UsherProcess daemon, String file, String client) throws IOException {
        return daemon.ask(
                        "/nginx",
                        uri("/live/" + LOGIN + '/' + PASSWORD + '/' + file + "?x=" + IN_QUERY),
                        "X-Real-IP: " + client,
                        "User-Agent: VLC",
                        "Referer: http://www.example.com/?from=" + IN_QUERY)
                .status();
    }

    private static String uri(String uri) {
        return "X-Original-URI: " + uri;
    }

    private Path configuration(TestingMiddleware middleware) throws IOException {
        return Files.writeString(
                folder.resolve("usher.yaml"), """
                listen: 127.0.0.1:0
                data-dir: data
                events: {file: events.jsonl}
                management: {listen: "127.0.0.1:%d"}
                identity: {paths: ["/live/{user}/{password}/{channel}", "/hls/{token}/{channel}/**"]}
                on-unavailable: deny
                backends:
                  own: {type: http, address: "%s", connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: everyone, ask: [own]}
                """.formatted(LoopbackPorts.free(), middleware.address()));
    }
}
