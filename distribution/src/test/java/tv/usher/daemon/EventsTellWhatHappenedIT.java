package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** What happens to the packaged daemon stands in its file of events, as the shipped schema says. */
@SuppressWarnings("try") // ends the middleware early
class EventsTellWhatHappenedIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();
    private static final String TOKEN = "s3cr3t-of-a-viewer";
    private static final String HOSTILE = "<img onerror=alert(1)>";

    @TempDir
    private Path folder;

    @Test
    void eachLineIsAsTheSchemaSays() throws Exception {
        EventsSchema schema = new EventsSchema();
        EventLines events = new EventLines(folder.resolve("events.jsonl"));
        try (TestingMiddleware middleware = TestingMiddleware.allowing("X-UserId: " + HOSTILE, "X-AuthDuration: 600")) {
            Path file = configuration(middleware.address());
            try (UsherProcess usher = USHER.startHearing("HUP", file)) {
                // When
                assertThat(play(usher, "203.0.113.1", "?token=" + TOKEN)).isEqualTo(200);
                assertThat(ask(usher, "/nobody/", "203.0.113.2", "")).isEqualTo(403);
                assertThat(ask(usher, "/nobody/", "203.0.113.2", "")).isEqualTo(403);
                await().until(() -> events.of("session-begun").size() == 1);
                String session =
                        events.of("session-begun").get(0).path("session").textValue();
                assertThat(USHER.run("kick", "-c", file.toString(), session, "--ban", "1m")
                                .status())
                        .isZero();
                assertThat(USHER.run("reload", "-c", file.toString()).status()).isZero();
                String before = Files.readString(file);
                Files.writeString(file, before.replace("everyone", "everybody") + "nosuch: 1\n");
                assertThat(USHER.run("reload", "-c", file.toString()).status()).isNotZero();
                assertThat(usher.metric("usher_config_last_reload_successful")).isZero();
                Files.writeString(file, before.replace("everyone", "everybody"));
                assertThat(USHER.run("reload", "-c", file.toString()).status()).isZero();
                assertThat(usher.metric("usher_config_last_reload_successful")).isOne();
                usher.signal("HUP");
                await().until(() -> events.of("audit").size() == 5);
                middleware.close();
                play(usher, "203.0.113.3", "?token=other");

                // Then
                await().until(() -> !events.of("outage-begun").isEmpty());
                assertThat(USHER.run("reload", "-c", file.toString()).status()).isZero();
                await().until(() -> events.of("outage-begun").size() == 2);
                await().until(() -> events.of("canary").stream()
                        .anyMatch(canary -> canary.toString().contains("\"failed\"")));
                await().until(() -> events.of("session-ended").size() == 1);
                await().until(() -> events.of("denied").size() >= 2);
                assertThat(usher.stop()).isZero();
            }
        }
        assertThat(events.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(schema.problemsOf(line)).as(line).isEmpty())
                .noneMatch(line -> line.contains(TOKEN));
        List<JsonNode> all = events.all();
        assertThat(all.get(0).path("type").textValue()).isEqualTo("started");
        assertThat(all.get(all.size() - 1).path("type").textValue()).isEqualTo("stopped");
        JsonNode begun = events.of("session-begun").get(0);
        assertThat(begun.path("user").textValue()).isEqualTo(HOSTILE);
        assertThat(begun.path("address").textValue()).isEqualTo("203.0.113.1");
        assertThat(events.of("session-ended").get(0).path("reason").textValue()).isEqualTo("banned");
        assertThat(events.of("canary"))
                .extracting(event -> event.path("state").textValue())
                .containsSubsequence("good", "failed");
        assertThat(events.of("audit"))
                .extracting(event -> event.path("action").textValue())
                .containsExactly(
                        "DELETE /api/sessions/{id}",
                        "POST /api/reload",
                        "POST /api/reload",
                        "POST /api/reload",
                        "SIGHUP",
                        "POST /api/reload");
        assertThat(events.of("audit").subList(0, 4))
                .allSatisfy(event -> assertThat(event.path("by").textValue())
                        .startsWith("command line")
                        .endsWith("from 127.0.0.1"));
        assertThat(events.of("audit").get(4).path("by").textValue()).isEqualTo("signal");
        assertThat(events.of("audit").get(4).path("status").intValue()).isEqualTo(200);
        assertThat(events.of("reload"))
                .extracting(event -> event.path("result").textValue())
                .containsExactly("ok", "refused", "ok", "ok", "ok");
        assertThat(all)
                .extracting(event -> event.path("type").textValue())
                .filteredOn(type -> type.matches("outage-(begun|ended)"))
                .as("another configuration ends what the one before has told")
                .containsExactly("outage-begun", "outage-ended", "outage-begun");
        assertThat(events.of("reload").get(1).path("problems").toString()).contains("nosuch");
        assertThat(events.of("reload").get(2).path("changes").toString()).contains("everybody");
        assertThat(events.of("denied").stream()
                        .filter(event -> event.path("address").textValue().equals("203.0.113.2"))
                        .mapToInt(event -> event.path("count").intValue())
                        .sum())
                .as("both, folded")
                .isEqualTo(2);
    }

    private Path configuration(String middleware) throws Exception {
        return Files.writeString(
                folder.resolve("usher.yaml"),
                "listen: 127.0.0.1:0%nmanagement: {listen: '127.0.0.1:%d'}%nevents: {file: '%s'}%n"
                                .formatted(LoopbackPorts.free(), folder.resolve("events.jsonl"))
                        + """
                        on-unavailable: deny
                        backends:
                          own: {type: http, address: "%s", timeout: 2s}
                        access:
                          - {name: everyone, when: {path: ["/live/**"]}, ask: [own]}
                        """.formatted(middleware));
    }

    private static int play(UsherProcess usher, String client, String query) throws Exception {
        return ask(usher, "/live/news/", client, query);
    }

    private static int ask(UsherProcess usher, String folder, String client, String query) throws Exception {
        return usher.ask("/nginx", "X-Original-URI: " + folder + "index.m3u8" + query, "X-Real-IP: " + client)
                .status();
    }
}
