package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

class OperatorsAskWhyIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();

    @TempDir
    private Path folder;

    @Test
    void theReasonComesWithAdviceAndWithoutTheToken() throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.saying(302)) {
            Path file = Files.writeString(
                    folder.resolve("usher.yaml"), """
                    listen: 127.0.0.1:0
                    management: {listen: "127.0.0.1:%d"}
                    on-unavailable: deny
                    backends:
                      own: {type: http, address: "%s", connect-timeout: 30s, timeout: 30s}
                    access:
                      - {name: everyone, ask: [own]}
                    """.formatted(LoopbackPorts.free(), middleware.address()));
            try (UsherProcess daemon = USHER.start(file)) {
                // Given
                daemon.ask("/cesbo?token=of-a-viewer", "X-Real-Path: /live/news/index.m3u8", "X-Real-IP: 203.0.113.7");

                USHER.run(
                        "call",
                        "--usher",
                        "127.0.0.1:" + daemon.callers(),
                        "--as",
                        "srs",
                        "rtmp://tv.example.com/live/studio?token=of-a-publisher",
                        "--publish",
                        "--client",
                        "203.0.113.9");

                // When
                UnpackedUsher.Finished why = USHER.run("why", "-c", file.toString(), "--client", "203.0.113.7");
                UnpackedUsher.Finished whyAsJson =
                        USHER.run("why", "-c", file.toString(), "--client", "203.0.113.7", "--json");
                UnpackedUsher.Finished publisher = USHER.run("why", "-c", file.toString(), "--client", "203.0.113.9");
                UnpackedUsher.Finished nobody = USHER.run("why", "-c", file.toString(), "--client", "203.0.113.8");
                UnpackedUsher.Finished nobodyAsJson =
                        USHER.run("why", "-c", file.toString(), "--client", "203.0.113.8", "--json");

                // Then
                assertThat(why.status()).isZero();
                assertThat(why.out())
                        .contains("  deny   203.0.113.7 on /live/news/index.m3u8  (cesbo of 127.0.0.1, ")
                        .contains("\n    by 'everyone', which asked own: status 302")
                        .contains("\n    the middleware redirects, and Usher doesn't follow")
                        .doesNotContain("of-a-viewer");
                assertThat(whyAsJson.out()).contains("\"reason\":\"redirected\",\"why\":\"status 302, a redirect");
                assertThat(publisher.out())
                        .contains("  deny   203.0.113.9 publishing ")
                        .contains("who publishes needs a rule with 'action: [publish]'");
                assertThat(nobody.status()).isEqualTo(1);
                assertThat(nobody.err()).startsWith("no such decision").hasLineCount(1);
                assertThat(nobodyAsJson.status()).isEqualTo(1);
                assertThat(nobodyAsJson.out()).startsWith("{\"decisions\":[],\"cuts\":[]}");
            }
        }
    }

    @Test
    void whoHadToGoAndWhoChangedHisAgentIsToldSo() throws Exception {
        Path file = Files.writeString(folder.resolve("usher.yaml"), """
                listen: 127.0.0.1:0
                management: {listen: "127.0.0.1:%d"}
                sessions: {store: memory}
                backends:
                  list: {type: tokens, tokens: [{name: anna, token: of-anna, max-sessions: 1}]}
                access:
                  - {name: everyone, ask: [list]}
                """.formatted(LoopbackPorts.free()));
        try (UsherProcess daemon = USHER.start(file)) {
            // Given
            assertThat(play(daemon, "/live/a/index.m3u8?token=of-anna", "203.0.113.7", "VLC"))
                    .isEqualTo(200);
            assertThat(play(daemon, "/live/b/index.m3u8?token=of-anna", "203.0.113.7", "VLC"))
                    .isEqualTo(200);
            assertThat(play(daemon, "/live/a/seg.ts", "203.0.113.7", "VLC")).isEqualTo(403);
            assertThat(play(daemon, "/live/b/seg.ts", "203.0.113.7", "Kodi")).isEqualTo(403);
            assertThat(play(daemon, "/live/b/index.m3u8?token=of-anna", "203.0.113.8", "VLC"))
                    .isEqualTo(403);

            // When
            UnpackedUsher.Finished why = USHER.run("why", "-c", file.toString(), "--client", "203.0.113.7");
            UnpackedUsher.Finished user = USHER.run("why", "-c", file.toString(), "--user", "anna", "--answer", "deny");

            // Then
            assertThat(why.out())
                    .contains("a newer session of user anna (203.0.113.7 on /live/b/) ended this one 0s ago; then: ")
                    .contains("; this address plays it with another user agent, which makes it another viewer");
            assertThat(user.out())
                    .contains("203.0.113.8 on /live/b/index.m3u8")
                    .contains("over the limit of 1 sessions")
                    .contains("203.0.113.7 on /live/a/seg.ts");
        }
    }

    @Test
    void aRefusedCallIsExplainedWhoeverAsksAndWhateverCanBeRead() throws Exception {
        int callers = LoopbackPorts.free();
        Path file = Files.writeString(folder.resolve("usher.yaml"), """
                listen: 127.0.0.1:%d
                management: {listen: "127.0.0.1:%d"}
                sessions: {store: memory}
                access:
                  - {name: nobody, then: deny}
                """.formatted(callers, LoopbackPorts.free()));
        try (UsherProcess daemon = USHER.start(file)) {
            // When
            String readable = call(file, "nginx", "http://live.example.com/live/a?token=1");
            String withoutAddress = call(file, "antmedia", "http://live.example.com/live/a?token=1");
            String ambiguous = call(file, "nginx", "http://live.example.com/live/a%2fb?token=1");

            // Then
            assertThat(daemon.callers()).isEqualTo(callers);
            assertThat(readable).contains("as 'usher why --client 203.0.113.7' tells:", "203.0.113.7 on /live/a");
            assertThat(withoutAddress).contains("as 'usher why' tells:", "- on a  (antmedia of", "by 'nobody'");
            assertThat(ambiguous).contains("as 'usher why' tells:", "(nginx of", "has an ambiguous path");
        }
    }

    private static String call(Path file, String caller, String url) throws Exception {
        UnpackedUsher.Finished call = USHER.run("call", "-c", file.toString(), "--as", caller, url);
        assertThat(call.status()).isEqualTo(1);
        return call.out();
    }

    private static int play(UsherProcess daemon, String uri, String client, String agent) throws Exception {
        return daemon.ask("/nginx", "X-Original-URI: " + uri, "X-Real-IP: " + client, "User-Agent: " + agent)
                .status();
    }
}
