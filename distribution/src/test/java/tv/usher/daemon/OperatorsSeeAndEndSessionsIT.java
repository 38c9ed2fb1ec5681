package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** The packaged daemon and the packaged commands, which know each other by the configuration file alone. */
class OperatorsSeeAndEndSessionsIT {

    private static final String TOKEN = "a-token-of-this-test";
    private static final UnpackedUsher USHER = UnpackedUsher.built();

    @TempDir
    private Path folder;

    private TestingMiddleware middleware;

    @BeforeEach
    void middleware() throws IOException {
        middleware = TestingMiddleware.allowing("X-UserId: Jürgen/1 %", "X-AuthDuration: 600");
    }

    @AfterEach
    void close() {
        middleware.close();
    }

    @Test
    void aKickedViewerIsOutUntilTheBanIsOver() throws Exception {
        Path file = configuration("127.0.0.1", "");
        try (UsherProcess daemon = USHER.start(file)) {
            // Given
            assertThat(play(daemon, "T1", "203.0.113.7")).isEqualTo(200);

            // When
            UnpackedUsher.Finished listed = sessions(file, "--user", "Jürgen/1 %");
            String id = listed.out().lines().skip(1).findFirst().orElseThrow().split(" ")[0];
            UnpackedUsher.Finished kicked = USHER.run("kick", "-c", file.toString(), id, "--ban", "10m");

            // Then
            assertThat(listed.out().lines()).hasSize(2);
            assertThat(listed.out())
                    .contains("ID ", " USER ", " LEFT ")
                    .contains(
                            " Jürgen/1 % ",
                            " /live/news/ ", " 203.0.113.7 ", " 9m5", " granted by own (rule everyone)");
            assertThat(kicked.status()).isZero();
            assertThat(kicked.err()).isEmpty();
            assertThat(kicked.out()).startsWith("""
                            ended 1 session, banned for 10m: this viewing, its token wherever it is shown
                            whatever token comes: usher kick --user 'Jürgen/1 %' --backend own --ban 10m
                            to undo it: usher unban""");
            assertThat(play(daemon, "T1", "203.0.113.7")).isEqualTo(403);
            assertThat(middleware.asked()).as("the denial comes from memory").hasSize(1);
            assertThat(sessions(file).out().lines()).as("nobody but the head").hasSize(1);
            assertThat(USHER.run("kick", "-c", file.toString(), id))
                    .isEqualTo(new UnpackedUsher.Finished(
                            1, "", "usher: no session has this id (configuration: " + file + ")\n"));
        }
    }

    @Test
    void aBannedUserIsOutWithANewTokenToo() throws Exception {
        Path file = configuration("0.0.0.0", TOKEN);
        try (UsherProcess daemon = USHER.start(file)) {
            // Given
            assertThat(play(daemon, "T1", "203.0.113.7")).isEqualTo(200);
            assertThat(play(daemon, "T2", "203.0.113.8")).isEqualTo(200);
            String[] kick = {"kick", "-c", file.toString(), "--user", "Jürgen/1 %", "--backend", "own"};

            // When
            UnpackedUsher.Finished page = sessions(file, "--limit", "1");
            UnpackedUsher.Finished json = sessions(file, "--json");
            UnpackedUsher.Finished kicked = USHER.run(with(kick, "--ban", "10m"));

            // Then
            assertThat(page.out().lines()).hasSize(2);
            assertThat(page.err()).contains("there are more: --after ");
            assertThat(json.out()).startsWith("{\"sessions\":[{\"id\":\"").endsWith("],\"total\":2,\"next\":null}\n");
            assertThat(kicked.out())
                    .startsWith("ended 2 sessions, banned for 10m: user Jürgen/1 % of own\nto undo it: usher unban ");
            assertThat(play(daemon, "T3", "203.0.113.9")).isEqualTo(403);
            assertThat(USHER.run(kick)).isEqualTo(new UnpackedUsher.Finished(1, "ended 0 sessions\n", ""));
            assertThat(USHER.run(with(kick, "--ban", "1m")).status()).isZero();

            Path withoutToken = configuration("0.0.0.0", "", daemon.management());
            assertThat(sessions(withoutToken))
                    .satisfies(refused -> assertThat(refused.status()).isEqualTo(1))
                    .satisfies(refused -> assertThat(refused.err())
                            .contains("management.token")
                            .hasLineCount(1));
            assertThat(daemon.log()).noneMatch(line -> line.contains(TOKEN));
            daemon.awaitLog("management.token: ***");
        }
    }

    /** Alta asks once and has no API: else the operator would take the viewer for gone. */
    @Test
    void aKickTellsWhoPlaysOn() throws Exception {
        Path file = configuration("127.0.0.1", "");
        try (UsherProcess daemon = USHER.start(file)) {
            // Given
            String[] alta = {"X-Session-Id: 1", "X-Real-Ip: 203.0.113.7", "X-Real-Path: /live/news/index.m3u8"};
            assertThat(daemon.ask("/cesbo?token=T1", alta).status()).isEqualTo(200);

            // When
            UnpackedUsher.Finished kicked =
                    USHER.run("kick", "-c", file.toString(), "--user", "Jürgen/1 %", "--backend", "own");

            // Then
            assertThat(kicked)
                    .isEqualTo(new UnpackedUsher.Finished(
                            0,
                            "ended 1 session\n1 player plays on: its media server can't be told to cut it; a ban counts once"
                                    + " the media server asks again, mostly at the next start\n",
                            ""));
        }
    }

    @Test
    void mistakesAreToldInOneLine() throws Exception {
        Path file = configuration("127.0.0.1", "");

        assertOneLine(1, sessions(file), "is it running?", "127.0.0.1:");
        assertOneLine(1, USHER.run("kick", "-c", file.toString(), "0"), "is it running?");
        assertOneLine(2, sessions(folder.resolve("nosuch.yaml")), "nosuch.yaml");
        Path anyPort = ConfigText.write(folder, ConfigText.asking(middleware.address()));
        assertOneLine(2, sessions(anyPort), "port 0");
        try (UsherProcess daemon = USHER.start(file)) {
            assertThat(daemon.management()).isPositive();
            assertOneLine(2, sessions(file, "--limit", "0"), "'limit'");
            assertOneLine(2, sessions(file, "--client", "nobody"), "'client'");
            assertOneLine(2, sessions(file, "--after", "x"), "'after'");
        }
    }

    /** What answers there is another program: a middleware, for one. */
    @Test
    void anotherProgramIsNoDaemon() throws Exception {
        int port = Integer.parseInt(middleware.address().replaceAll(".*:", ""));

        assertOneLine(
                1, USHER.run("kick", "-c", configuration("127.0.0.1", "", port).toString(), "0"), "no Usher");
    }

    private static void assertOneLine(int status, UnpackedUsher.Finished finished, String... parts) {
        assertThat(finished.out()).isEmpty();
        assertThat(finished.err()).hasLineCount(1).contains(parts);
        assertThat(finished.status()).isEqualTo(status);
    }

    private static int play(UsherProcess daemon, String token, String client) throws IOException {
        return daemon.ask("/nginx", "X-Original-URI: /live/news/index.m3u8?token=" + token, "X-Real-IP: " + client)
                .status();
    }

    private static UnpackedUsher.Finished sessions(Path file, String... options) throws Exception {
        return USHER.run(with(new String[] {"sessions", "-c", file.toString()}, options));
    }

    private static String[] with(String[] words, String... more) {
        return Stream.of(words, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private Path configuration(String host, String token) throws IOException {
        return configuration(host, token, LoopbackPorts.free());
    }

    private Path configuration(String host, String token, int port) throws IOException {
        String management = "listen: '%s:%d'".formatted(host, port) + (token.isEmpty() ? "" : ", token: " + token);
        return Files.writeString(
                folder.resolve(token.isEmpty() ? "usher-without-token.yaml" : "usher-with-token.yaml"),
                "listen: 127.0.0.1:0%nmanagement: {%s}%n".formatted(management)
                        + ConfigText.asking(middleware.address()));
    }
}
