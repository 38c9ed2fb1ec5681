package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** The limits of chapter 6, as they stand there, in the packaged daemon: with what callers and operators are told, and over a restart. */
class LimitsOfTheManualHoldIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();

    @TempDir
    private Path folder;

    @Test
    void andWhatIsInTheWayIsTold() throws Exception {
        try (TestingMiddleware anna = TestingMiddleware.allowing("X-UserId: anna");
                TestingMiddleware anybody = TestingMiddleware.saying(200)) {
            Path file = configuration(anna, anybody);
            try (UsherProcess usher = USHER.start(file)) {
                // one screen on these channels
                assertAllowed(watch(usher, 1, "sport/one", "a"));
                assertDenied("over-limit", watch(usher, 2, "sport/two", "b"));
                assertThat(USHER.run("why", "-c", file.toString(), "--client", "203.0.113.2")
                                .out())
                        .contains("over the limit 'sport' of 1 sessions, held by 203.0.113.1 on /live/sport/one/")
                        .contains("the user watches elsewhere");

                // two homes, whose boxes take one place
                assertAllowed(watch(usher, 1, "news", "c"));
                assertAllowed(watch(usher, 2, "news", "d"));
                assertDenied("over-limit", watch(usher, 3, "news", "e"));

                // a token for two screens, whoever has it
                assertAllowed(watch(usher, 10, "open", "shared"));
                assertAllowed(watch(usher, 11, "open", "shared"));
                assertDenied("token-over-limit", watch(usher, 12, "open", "shared"));

                // three viewers in all, none of whom goes for another
                assertAllowed(watch(usher, 10, "camera", "f"));
                assertAllowed(watch(usher, 11, "camera", "g"));
                assertAllowed(watch(usher, 12, "camera", "h"));
                assertDenied("channel-full", watch(usher, 13, "camera", "i"));
                assertAllowed(watch(usher, 10, "camera", "f"));
                assertThat(USHER.run("status", "-c", file.toString()).out())
                        .contains("camera of /live/camera/ (3 of 3)")
                        .contains("shared-links of a token (2 of 2)");
                assertThat(USHER.run(
                                        "explain",
                                        "-c",
                                        file.toString(),
                                        "--ask",
                                        "--as",
                                        "nginx",
                                        "--client",
                                        "203.0.113.14",
                                        "http://tv.example.com/live/camera/1.ts?token=j")
                                .out())
                        .contains("over the limit 'camera' of 3 sessions");
            }
            try (UsherProcess again = USHER.start(file)) {
                assertDenied("over-limit", watch(again, 2, "sport/two", "b"));
                assertDenied("channel-full", watch(again, 13, "camera", "i"));
                assertAllowed(watch(again, 12, "camera", "h"));
            }
        }
    }

    @Test
    void theBackendsNumberIfTheAnswerNamesNone() throws Exception {
        try (TestingMiddleware anna = TestingMiddleware.allowing("X-UserId: anna")) {
            assertPlaces(3, backendsNumber(anna));
        }
    }

    @Test
    void theCapOfWhatTheAnswerNames() throws Exception {
        try (TestingMiddleware anna = TestingMiddleware.allowing("X-UserId: anna", "X-Max-Sessions: 10")) {
            assertPlaces(5, backendsNumber(anna));
        }
    }

    /** What the chapter says of Ministra, whose answers have these headers. */
    @Test
    void theBackendsNumberWithTheKeysForMinistra() throws Exception {
        try (TestingMiddleware anna =
                TestingMiddleware.allowing("X-UserId: anna", "X-Max-Sessions: 10", "X-Unique: true")) {
            assertPlaces(
                    3,
                    backendsNumber(anna)
                            .with(
                                    "    max-sessions: 3\n",
                                    "    max-sessions: 3\n    ignore-max-sessions: true\n    ignore-unique: true\n"));
        }
    }

    private void assertPlaces(int places, MarkdownBlock block) throws Exception {
        try (UsherProcess usher = USHER.start(ConfigText.write(
                folder, "on-unavailable: deny\n" + block.text() + "access: [{name: everyone, ask: [own]}]\n"))) {
            for (int viewer = 1; viewer <= places; viewer++) {
                assertAllowed(watch(usher, viewer, "news", "token" + viewer));
            }
            assertDenied("over-limit", watch(usher, places + 1, "news", "another"));
            assertAllowed(watch(usher, 1, "news", "token1"));
        }
    }

    private static MarkdownBlock backendsNumber(TestingMiddleware middleware) throws IOException {
        return MarkdownBlock.ofDoc("06-sessions.md", "yaml").stream()
                .filter(block -> block.text().contains("max-sessions-cap:"))
                .findFirst()
                .orElseThrow()
                .with(
                        "http://auth.example.com/check",
                        middleware.address() + "\n    connect-timeout: 30s\n    timeout: 30s");
    }

    private static CallerConnection.Answer watch(UsherProcess usher, int viewer, String channel, String token)
            throws IOException {
        return usher.ask(
                "/nginx",
                "X-Original-URI: /live/" + channel + "/index.m3u8?token=" + token,
                "X-Real-IP: 203.0.113." + viewer,
                "User-Agent: VLC");
    }

    private static void assertAllowed(CallerConnection.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKey("X-Denied-Reason");
    }

    private static void assertDenied(String reason, CallerConnection.Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("X-Denied-Reason")).isEqualTo(reason);
        assertThat(answer.body()).isEmpty();
    }

    private Path configuration(TestingMiddleware anna, TestingMiddleware anybody) throws IOException {
        String limits = MarkdownBlock.ofDoc("06-sessions.md", "yaml").stream()
                .map(MarkdownBlock::text)
                .filter(block -> block.startsWith("limits:"))
                .findFirst()
                .orElseThrow();
        return Files.writeString(
                folder.resolve("usher.yaml"),
                """
                listen: 127.0.0.1:0
                management: {listen: "127.0.0.1:%d"}
                data-dir: data
                on-unavailable: deny
                backends:
                  anna: {type: http, address: "%s", connect-timeout: 30s, timeout: 30s}
                  anybody: {type: http, address: "%s", connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: open, when: {path: ["/live/open/**", "/live/camera/**"]}, ask: [anybody]}
                  - {name: everyone, ask: [anna]}
                """.formatted(LoopbackPorts.free(), anna.address(), anybody.address()) + limits);
    }
}
