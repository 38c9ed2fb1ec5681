package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;

/** What chapter 6 says of "end the other screen", with its own commands and the packaged daemon. */
class PortalEndsTheOtherScreenIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();
    private static final String PAGE = "06-sessions.md";

    @TempDir
    private Path folder;

    private int management;

    @Test
    void andTheViewerPlays() throws Exception {
        RealPrograms.require("curl");
        try (TestingMiddleware portal = TestingMiddleware.allowing("X-UserId: 77", "X-Max-Sessions: 1");
                UsherProcess usher = USHER.start(configuration(portal))) {
            // Given
            assertThat(watch(usher, 1, "television").status()).isEqualTo(200);

            // When
            CallerConnection.Answer denied = watch(usher, 2, "phone");
            String code = denied.header("X-Denied-Code");
            List<String> commands = commands();
            JsonNode seen = portal(commands.get(0), code, "").get("sessions");
            JsonNode ended = portal(commands.get(1), code, seen.get(0).get("id").textValue());

            // Then
            assertThat(denied.status()).isEqualTo(403);
            assertThat(denied.header("X-Location")).isEqualTo("https://tv.example.com/screens?denied-code=" + code);
            assertThat(seen).hasSize(1);
            assertThat(seen.get(0).get("client").textValue()).isEqualTo("203.0.113.1");
            assertThat(ended.get("ended").intValue()).isEqualTo(1);
            assertThat(watch(usher, 2, "phone").status()).isEqualTo(200);
            assertThat(watch(usher, 1, "television").status()).isEqualTo(403);
            assertThat(portal(commands.get(1), code, "0".repeat(32))
                            .get("reason")
                            .textValue())
                    .isEqualTo("code-not-good");
            assertThat(usher.log()).noneMatch(line -> line.contains(code));
            assertThat(USHER.run("why", "-c", file().toString(), "--user", "77").out())
                    .contains("over the limit of 1 sessions")
                    .doesNotContain(code);
        }
    }

    @Test
    void atWhicheverOfSeveralUshersItPlays() throws Exception {
        RealPrograms.require("curl");
        try (RedisServer redis = RedisServer.start();
                TestingMiddleware portal = TestingMiddleware.allowing("X-UserId: 77", "X-Max-Sessions: 1");
                UsherProcess there = USHER.start(configuration(portal, redis, "there"));
                UsherProcess here = USHER.start(configuration(portal, redis, "here"))) {
            // Given
            there.awaitMetric("usher_store_up", 1);
            here.awaitMetric("usher_store_up", 1);
            assertThat(watch(there, 1, "television").status()).isEqualTo(200);

            // When
            CallerConnection.Answer denied = watch(there, 2, "phone");
            String code = denied.header("X-Denied-Code");
            List<String> commands = commands();
            JsonNode seen = portal(commands.get(0), code, "").get("sessions"); // asks here
            String id = seen.get(0).get("id").textValue();
            JsonNode ended = portal(commands.get(1), code, id);

            // Then
            assertThat(denied.status()).isEqualTo(403);
            assertThat(seen).hasSize(1);
            assertThat(seen.get(0).get("client").textValue()).isEqualTo("203.0.113.1");
            assertThat(ended.get("ended").intValue()).isEqualTo(1);
            await().until(() -> watch(there, 2, "phone").status() == 200);
            assertThat(watch(there, 1, "television").status()).isEqualTo(403);
            assertThat(watch(here, 1, "television").status()).isEqualTo(403);
            management = there.management();
            assertThat(portal(commands.get(0), code, "").get("reason").textValue())
                    .isEqualTo("code-not-good");
        }
    }

    private static CallerConnection.Answer watch(UsherProcess usher, int viewer, String token) throws IOException {
        return usher.ask(
                "/nginx",
                "X-Original-URI: /live/news/index.m3u8?token=" + token,
                "X-Real-IP: 203.0.113." + viewer,
                "User-Agent: VLC");
    }

    private static List<String> commands() throws IOException {
        return MarkdownBlock.ofDoc(PAGE, "").stream()
                .map(MarkdownBlock::text)
                .filter(block -> block.contains("$CODE"))
                .flatMap(String::lines)
                .toList();
    }

    private JsonNode portal(String command, String code, String id) throws Exception {
        String quiet = command.replace("curl ", "curl -s ").replace(":1065/", ":" + management + "/");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", quiet);
        shell.environment().put("CODE", code);
        shell.environment().put("ID", id);
        Ended ended = Ended.of(shell);
        assertThat(ended.exit()).as(ended.output()).isZero();
        return JsonMapper.builder().build().readTree(ended.output());
    }

    private Path file() {
        return folder.resolve("usher.yaml");
    }

    private Path configuration(TestingMiddleware portal, RedisServer redis, String name) throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        String shared = "one-time-codes: 5m\n  store: redis\n  redis: \"" + redis.address() + '"';
        String configuration = Files.readString(configuration(portal)).replace("one-time-codes: 5m", shared);
        return Files.writeString(own.resolve("usher.yaml"), configuration);
    }

    private Path configuration(TestingMiddleware portal) throws IOException {
        String codes = MarkdownBlock.ofDoc(PAGE, "yaml").stream()
                .map(MarkdownBlock::text)
                .filter(block -> block.contains("one-time-codes"))
                .findFirst()
                .orElseThrow();
        management = LoopbackPorts.free();
        return Files.writeString(file(), """
                listen: 127.0.0.1:0
                management: {listen: "127.0.0.1:%d", token: 0123456789abcdef}
                data-dir: data
                on-unavailable: deny
                backends:
                  ministra: {type: http, address: "%s", connect-timeout: 30s, timeout: 30s}
                access:
                  - name: everyone
                    ask: [ministra]
                    denied-locations: {over-limit: "https://tv.example.com/screens"}
                """.formatted(management, portal.address()) + codes);
    }
}
