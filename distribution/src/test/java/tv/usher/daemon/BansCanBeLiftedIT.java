package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** From the packaged daemon and commands: who is banned, by whom and why is seen, survives a restart, and is taken back. */
class BansCanBeLiftedIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();
    private static final Pattern UNDO = Pattern.compile("to undo it: usher unban ([0-9a-f]{12})\n");

    /** A name as a middleware may have it: markup, Hebrew, an override of the direction, an emoji. */
    private static final String NAME = "<b>דנה\u202egnp.exe \ud83d\ude00";

    @TempDir
    private Path folder;

    private TestingMiddleware middleware;

    @BeforeEach
    void middleware() throws IOException {
        middleware = TestingMiddleware.allowing("X-UserId: anna", "X-Session-Name: " + NAME, "X-AuthDuration: 36000");
    }

    @AfterEach
    void close() {
        middleware.close();
    }

    @Test
    void aBanIsSeenOutlivesARestartAndIsTakenBack() throws Exception {
        // Given
        Path file = configuration("one", "sessions: {deny-for: 1s}");
        String ban;
        try (UsherProcess daemon = USHER.start(file)) {
            assertThat(play(daemon, "T1")).isEqualTo(200);
            String id = firstCell(run("sessions", file).out());

            // When
            String kicked = run("kick", file, id, "--ban", "1h", "--why", "shares \u202e the <b>card")
                    .out();

            // Then
            assertThat(kicked)
                    .startsWith("ended 1 session, banned for 1h: this viewing, its token wherever it is shown\n")
                    .containsPattern(UNDO);
            Matcher undo = UNDO.matcher(kicked);
            assertThat(undo.find()).isTrue();
            ban = undo.group(1);
            assertThat(play(daemon, "T1")).isEqualTo(403);
            assertThat(daemon.stop()).isZero();
        }

        // When
        try (UsherProcess daemon = USHER.start(file)) {
            UnpackedUsher.Finished bans = run("bans", file);

            // Then
            assertThat(bans.out().lines()).hasSize(2);
            assertThat(bans.out())
                    .contains(ban, " token ", " anna ", " own ", " 59m", "command line", "from 127.0.0.1")
                    .contains("shares \\u202e the <b>card")
                    .doesNotContain("\u202e");
            assertThat(bans.err()).isEqualTo("1 ban\n");
            assertThat(play(daemon, "T1")).isEqualTo(403);
            assertThat(run("why", file, "--client", "203.0.113.7").out()).contains("banned by an operator: shares");

            // When
            UnpackedUsher.Finished lifted = run("unban", file, ban);

            // Then
            assertThat(lifted)
                    .isEqualTo(new UnpackedUsher.Finished(
                            0,
                            "no longer banned: one viewing of user anna of own, and its token wherever it is shown\n",
                            ""));
            assertThat(play(daemon, "T1")).isEqualTo(200);
            assertThat(run("bans", file).err()).isEqualTo("0 bans\n");
            assertThat(run("unban", file, ban).status()).isEqualTo(1);
            daemon.kill();
        }

        // When: after a crash
        try (UsherProcess daemon = USHER.start(file)) {
            // Then
            assertThat(play(daemon, "T1")).isEqualTo(200);
        }
    }

    @Test
    void aShorterBanSaysThatTheLongerOneStays() throws Exception {
        // Given
        Path file = configuration("one", "");
        try (UsherProcess daemon = USHER.start(file)) {
            String[] anna = {"--user", "anna", "--backend", "own", "--ban"};
            Matcher undo = UNDO.matcher(run("kick", file, with(anna, "12h")).out());
            assertThat(undo.find()).isTrue();
            assertThat(daemon.management()).isPositive();

            // When
            UnpackedUsher.Finished shorter = run("kick", file, with(anna, "10m"));

            // Then
            assertThat(shorter.status()).isZero();
            assertThat(shorter.out())
                    .matches("ended 0 sessions, and a longer ban stays, until [-0-9]+T[:0-9]+Z: user anna of own\n"
                            + "to end that one: usher unban " + undo.group(1) + "\n");
            assertThat(run("unban", file, undo.group(1)).status()).isZero();
        }
    }

    @Test
    void aNameOfTwoBackendsIsTwoPeople() throws Exception {
        // Given
        Path file = configuration("one", "");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("backends:\n", "backends:\n  other: {type: http, address: \"http://127.0.0.1:9\"}\n"));
        try (UsherProcess daemon = USHER.start(file)) {
            run("kick", file, "--user", "42", "--backend", "own", "--ban", "1h");
            run("kick", file, "--user", "42", "--backend", "other", "--ban", "1h");
            assertThat(daemon.management()).isPositive();

            // When
            UnpackedUsher.Finished unclear = run("unban", file, "--user", "42");
            UnpackedUsher.Finished lifted = run("unban", file, "--user", "42", "--backend", "other");

            // Then
            assertThat(unclear.status()).isEqualTo(2);
            assertThat(unclear.err()).contains("'backend'", "other, own");
            assertThat(lifted)
                    .isEqualTo(new UnpackedUsher.Finished(
                            0, "no longer banned: user 42 of other, whatever token comes\n", ""));
            assertThat(run("bans", file).out()).contains(" 42 ", " own ").doesNotContain(" other ");
        }
    }

    @Test
    void twoUshersAgreeOnWhoIsBanned() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            // Given
            String shared = "sessions: {deny-for: 1s, store: redis, redis: \"%s\"}".formatted(redis.address());
            Path one = configuration("one", shared);
            Path two = configuration("two", shared);
            try (UsherProcess here = USHER.start(one);
                    UsherProcess there = USHER.start(two)) {
                assertThat(play(here, "T1")).isEqualTo(200);

                // When
                run("kick", one, "--user", "anna", "--backend", "own", "--ban", "1h", "--why", "moved away");

                // Then
                await().untilAsserted(() -> assertThat(play(there, "T2")).isEqualTo(403));
                assertThat(run("bans", two).out()).contains(" user ", " anna ", "moved away");

                // When
                UnpackedUsher.Finished lifted = run("unban", two, "--user", "anna");

                // Then
                assertThat(lifted.out()).isEqualTo("no longer banned: user anna of own, whatever token comes\n");
                await().untilAsserted(() -> assertThat(play(here, "T3")).isEqualTo(200));
                assertThat(play(there, "T4")).isEqualTo(200);
                assertThat(run("bans", one).err()).isEqualTo("0 bans\n");
            }
        }
    }

    @Test
    void hostileNamesAreTextInEveryTable() throws Exception {
        // Given
        Path file = configuration("one", "");
        try (UsherProcess daemon = USHER.start(file)) {
            assertThat(daemon.ask(
                                    "/nginx",
                                    "X-Original-URI: /live/%1b%5b2J%e2%80%ae/index.m3u8?token=T1",
                                    "X-Real-IP: 203.0.113.7",
                                    "User-Agent: \u00c3\u00a9<img onerror=1>")
                            .status())
                    .isBetween(200, 403);
            play(daemon, "T2");

            // When
            String sessions = run("sessions", file).out();
            String status = run("status", file).out();
            String why = run("why", file).out();

            // Then
            assertThat(sessions).contains("<b>דנה\\u202egnp.exe \ud83d\ude00");
            assertThat(sessions + status + why).doesNotContain("\u001b", "\u202e", "\u0007");
        }
    }

    private int play(UsherProcess daemon, String token) throws IOException {
        return daemon.ask("/nginx", "X-Original-URI: /live/news/index.m3u8?token=" + token, "X-Real-IP: 203.0.113.7")
                .status();
    }

    private static UnpackedUsher.Finished run(String command, Path file, String... more) throws Exception {
        String[] words = new String[more.length + 3];
        words[0] = command;
        words[1] = "-c";
        words[2] = file.toString();
        System.arraycopy(more, 0, words, 3, more.length);
        return USHER.run(words);
    }

    private static String[] with(String[] words, String last) {
        String[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = last;
        return all;
    }

    private static String firstCell(String table) {
        return table.lines().skip(1).findFirst().orElseThrow().split(" ")[0];
    }

    private Path configuration(String name, String more) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        return Files.writeString(
                own.resolve("usher.yaml"),
                "listen: 127.0.0.1:0%nmanagement: {listen: \"127.0.0.1:%d\"}%n%s%n"
                                .formatted(LoopbackPorts.free(), more)
                        + ConfigText.asking(middleware.address()));
    }
}
