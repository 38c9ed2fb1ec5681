package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** T29: a broken new file keeps the old configuration running and says so. */
class ReloadIsAllOrNothingIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();

    @TempDir
    private Path folder;

    private TestingMiddleware one;
    private TestingMiddleware two;
    private int management;

    @BeforeEach
    void middlewares() throws IOException {
        one = TestingMiddleware.saying(200);
        two = TestingMiddleware.saying(200);
        management = LoopbackPorts.free();
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void sessionsStayAndNewViewersMeetTheNewBackend() throws Exception {
        Path file = write("one", one, "");
        try (UsherProcess daemon = USHER.start(file)) {
            // Given
            assertThat(play(daemon, "T1")).isEqualTo(200);
            write("one", two, "");

            // When
            UnpackedUsher.Finished checked = USHER.run("check", "-c", file.toString());
            UnpackedUsher.Finished reloaded = USHER.run("reload", "-c", file.toString());

            // Then
            String change = "  changed: backends.one.address: " + one.address() + " -> " + two.address() + "\n";
            assertThat(checked.out())
                    .contains("is fine: 1 backend, 1 rule\n")
                    .endsWith("a reload would change:\n" + change);
            assertThat(reloaded).isEqualTo(new UnpackedUsher.Finished(0, "reloaded, 1 change\n" + change, ""));
            assertThat(play(daemon, "T1")).isEqualTo(200);
            assertThat(play(daemon, "T2")).isEqualTo(200);
            assertThat(one.asked()).hasSize(1);
            assertThat(two.asked()).hasSize(1);
            assertThat(USHER.run("check", "-c", file.toString()).out()).endsWith("a reload would change nothing\n");
        }
    }

    /** T16: a cookie is as good as the answer that it came with, and that was another backend's. */
    @Test
    void aCookieIsNoneOfARuleThatAsksSomebodyElseNow() throws Exception {
        String follow = "sessions: {follow: cookie}\n";
        Path file = write("one", one, follow);
        try (TestingMiddleware strict = TestingMiddleware.saying(403);
                UsherProcess daemon = USHER.start(file);
                CallerConnection edge = CallerConnection.to(daemon.callers())) {
            // Given
            String cookie = "Cookie: "
                    + edge.ask("/nginx", "X-Original-URI: /live/news/index.m3u8?token=T1", "X-Real-IP: 203.0.113.7")
                            .header("set-cookie")
                            .replaceFirst(";.*", "");
            assertThat(segment(edge, cookie)).isEqualTo(200);

            // When
            write("strict", strict, follow);
            assertThat(USHER.run("reload", "-c", file.toString()).status()).isZero();

            // Then
            assertThat(segment(edge, cookie)).isEqualTo(403);
            write("one", one, follow);
            assertThat(USHER.run("reload", "-c", file.toString()).status()).isZero();
            assertThat(segment(edge, cookie)).isEqualTo(200);
            assertThat(one.asked()).hasSize(1);
        }
    }

    @Test
    void aRuleAboveOneWithoutANameForgetsNobody() throws Exception {
        String unnamed = Files.readString(write("one", one, "")).replace("name: everyone, ", "");
        Path file = Files.writeString(folder.resolve("usher.yaml"), unnamed);
        try (TestingMiddleware strict = TestingMiddleware.saying(403);
                UsherProcess daemon = USHER.start(file);
                CallerConnection edge = CallerConnection.to(daemon.callers())) {
            // Given
            assertThat(ask(edge, "/live/news/index.m3u8?token=T1")).isEqualTo(200);

            // When
            String office = "access:\n  - {name: office, when: {address: [10.0.0.0/8]}, then: allow}\n";
            Files.writeString(file, unnamed.replace("access:\n", office).replace(one.address(), strict.address()));
            UnpackedUsher.Finished reloaded = USHER.run("reload", "-c", file.toString());

            // Then
            assertThat(reloaded.out()).contains("new: access.office").doesNotContain("forgotten");
            assertThat(ask(edge, "/live/news/1.ts")).isEqualTo(200);
            assertThat(ask(edge, "/live/news/index.m3u8?token=T1")).isEqualTo(200);
            assertThat(strict.asked()).isEmpty();
        }
    }

    private static int ask(CallerConnection edge, String uri) throws IOException {
        return edge.ask("/nginx", "X-Original-URI: " + uri, "X-Real-IP: 203.0.113.7")
                .status();
    }

    private static int segment(CallerConnection edge, String cookie) throws IOException {
        return edge.ask("/nginx", "X-Original-URI: /live/news/1.ts", "X-Real-IP: 203.0.113.7", cookie)
                .status();
    }

    @Test
    void aWrongFileChangesNothingAndSaysWhatIsWrong() throws Exception {
        Path file = write("one", one, "");
        try (UsherProcess daemon = USHER.startHearing("HUP", file)) {
            // Given
            write("one", two, "timeot: 1s\naccess2: x\n");

            // When
            daemon.signal("HUP");
            UnpackedUsher.Finished reloaded = USHER.run("reload", "-c", file.toString());

            // Then
            assertThat(reloaded.status()).isEqualTo(2);
            assertThat(reloaded.err()).contains("timeot: unknown key", "access2: unknown key, did you mean 'access'?");
            daemon.awaitLog("not reloaded, the configuration in force stays", lines -> lines.size() == 2);
            assertThat(play(daemon, "T1")).isEqualTo(200);
            assertThat(one.asked()).hasSize(1);
            assertThat(two.asked()).isEmpty();
        }
    }

    @Test
    void aFileThatTheDaemonDoesNotRunWithIsNotTakenForItsOwn() throws Exception {
        Path file = write("one", one, "");
        try (UsherProcess daemon = USHER.start(file)) {
            // Given
            Path other = Files.copy(file, folder.resolve("other.yaml"));
            Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
            write("one", two, "");

            // When
            UnpackedUsher.Finished checked = USHER.run("check", "-c", other.toString());
            UnpackedUsher.Finished reloaded = USHER.run("reload", "-c", other.toString());

            // Then
            assertThat(checked.out()).contains("the daemon runs with " + file).doesNotContain("would change");
            assertThat(reloaded)
                    .isEqualTo(new UnpackedUsher.Finished(
                            2, "", "the daemon runs with " + file + ": nothing was reloaded\n"));
            assertThat(play(daemon, "T1")).isEqualTo(200);
            assertThat(two.asked()).isEmpty();
            assertThat(USHER.run("check", "-c", link.toString()).out()).contains("a reload would change:");
            assertThat(USHER.run("reload", "-c", link.toString()).status()).isZero();
        }
    }

    @Test
    void whatNeedsARestartIsRefusedByName() throws Exception {
        Path file = write("one", one, "");
        try (UsherProcess daemon = USHER.start(file)) {
            // Given
            write("one", two, "data-dir: elsewhere\nsessions: {deny-for: 3s}\n");

            // When
            UnpackedUsher.Finished checked = USHER.run("check", "-c", file.toString());
            UnpackedUsher.Finished reloaded = USHER.run("reload", "-c", file.toString());

            // Then
            String why =
                    file + ": a reload can't change 'data-dir', 'sessions': restart Usher, or take the change back\n";
            assertThat(checked.out()).endsWith("a reload would be refused: " + why);
            assertThat(reloaded).isEqualTo(new UnpackedUsher.Finished(2, "", why));
            assertThat(play(daemon, "T1")).isEqualTo(200);
            assertThat(two.asked()).isEmpty();
        }
    }

    @Test
    void refusedReloadsLeaveNothingRunning() throws Exception {
        Path file = write("one", one, "");
        try (UsherProcess daemon = USHER.start(file)) {
            // Given
            List<String> timers = timers(daemon);
            write("one", two, "geo: {database: nosuch.mmdb}\n");

            // When
            for (int i = 0; i < 3; i++) {
                UnpackedUsher.Finished reloaded = USHER.run("reload", "-c", file.toString());
                assertThat(reloaded.status()).isEqualTo(2);
                assertThat(reloaded.err())
                        .containsPattern("geo.database: .*nosuch.mmdb does not exist")
                        .hasLineCount(1);
            }

            // Then
            await().untilAsserted(() -> assertThat(timers(daemon)).hasSize(1).isEqualTo(timers));
            assertThat(play(daemon, "T1")).isEqualTo(200);
        }
    }

    /** The first thread that a configuration's backends start. */
    private static List<String> timers(UsherProcess daemon) throws Exception {
        return daemon.threads().stream()
                .filter(name -> name.startsWith("usher-timer"))
                .toList();
    }

    private static int play(UsherProcess daemon, String token) throws IOException {
        return daemon.askAbout("/live/news/index.m3u8", "token=" + token).status();
    }

    private Path write(String backend, TestingMiddleware middleware, String more) throws IOException {
        return Files.writeString(
                folder.resolve("usher.yaml"), """
                listen: 127.0.0.1:0
                management: {listen: "127.0.0.1:%d"}
                on-unavailable: deny
                backends:
                  %s: {type: http, address: "%s", grant: 1h, connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: everyone, ask: [%s]}
                """.formatted(management, backend, middleware.address(), backend) + more);
    }
}
