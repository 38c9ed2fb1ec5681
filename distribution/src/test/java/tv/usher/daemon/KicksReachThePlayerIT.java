package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** A real nginx with its RTMP module, which asks once, and real players: whose session ends is cut, and nobody else. */
class KicksReachThePlayerIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient operator = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private RtmpServer rtmp;
    private UsherProcess usher;
    private Path configuration;

    @AfterEach
    void stop() {
        if (usher != null) {
            usher.close();
        }
        if (rtmp != null) {
            rtmp.close();
        }
    }

    @Test
    void aKickCutsWhoPlaysAndWhoPublishesAndNobodyElse() throws Exception {
        start("");
        try (RtmpViewing studio =
                        RtmpViewing.publish(rtmp.stream("sport1?token=studio")).awaitPictures();
                RtmpViewing anna =
                        RtmpViewing.play(rtmp.stream("sport1?token=anna")).awaitPictures();
                RtmpViewing boris =
                        RtmpViewing.play(rtmp.stream("sport1?token=boris")).awaitPictures()) {

            // When
            Duration untilCut = kick("anna", anna);

            // Then
            assertThat(untilCut).isLessThan(AT_ONCE);
            boris.requireRunning();
            studio.requireRunning();
            try (RtmpViewing again = RtmpViewing.play(rtmp.stream("sport1?token=anna"))) {
                assertThat(again.awaitEnd().hadPictures())
                        .as("who comes back at once")
                        .isFalse();
            }

            // When
            untilCut = kick("studio", studio);

            // Then
            assertThat(untilCut).isLessThan(AT_ONCE);
        }
        usher.awaitMetric("usher_cuts_total{dialect=\"nginx-rtmp\",result=\"cut\"}", 2);
        String why = UnpackedUsher.built()
                .run("why", "-c", configuration.toString(), "--user", "anna")
                .out();
        assertThat(why).containsPattern("cut +127.0.0.1 on sport1  \\(nginx-rtmp of 127.0.0.1\\)\n.* ended: kicked");
    }

    @Test
    void whoHasToGoForANewerSessionIsCutToo() throws Exception {
        start("sessions: {over-limit: end-oldest, zap-grace: 0s}");
        try (RtmpViewing studio =
                        RtmpViewing.publish(rtmp.stream("sport1?token=studio")).awaitPictures();
                RtmpViewing first =
                        RtmpViewing.play(rtmp.stream("sport1?token=carla")).awaitPictures();
                RtmpViewing second =
                        RtmpViewing.play(rtmp.stream("sport1?token=carla")).awaitPictures()) {

            first.awaitEnd();

            second.requireRunning();
            studio.requireRunning();
        }
        usher.awaitMetric("usher_cuts_total{dialect=\"nginx-rtmp\",result=\"cut\"}", 1);
    }

    @Test
    void theGrantsEndCutsAndThePlayerMayComeBack() throws Exception {
        start("sessions: {min-grant: 1s}");
        try (RtmpViewing studio =
                        RtmpViewing.publish(rtmp.stream("sport1?token=studio")).awaitPictures();
                RtmpViewing guest =
                        RtmpViewing.play(rtmp.stream("sport1?guest=guest")).awaitPictures()) {

            guest.awaitEnd();

            studio.requireRunning();
            RtmpViewing.play(rtmp.stream("sport1?guest=guest")).awaitPictures().close();
        }
    }

    private void start(String sessions) throws IOException {
        CallerPage page = CallerPage.of("nginx-rtmp.md");
        MarkdownBlock askingOnce = page.asking("nginx")
                .with("            on_update  http://127.0.0.1:" + page.port() + "/nginx-rtmp;\n", "");
        rtmp = RtmpServer.start(folder, askingOnce, page.control());
        int management = LoopbackPorts.free();
        configuration = Files.writeString(
                folder.resolve("usher.yaml"), """
                listen: 127.0.0.1:%d
                management: {listen: 127.0.0.1:%d}
                backends:
                  tickets:
                    type: tokens
                    tokens:
                      - {token: studio, name: studio}
                      - {token: anna, name: anna}
                      - {token: boris, name: boris}
                      - {token: carla, name: carla, max-sessions: 1}
                  guests:
                    type: tokens
                    parameter: guest
                    grant: 3s
                    tokens: [{token: guest, name: guest}]
                access:
                  - {name: publishers, when: {action: [publish]}, ask: [tickets]}
                  - {name: viewers, ask: [tickets, guests]}
                dialects:
                  nginx-rtmp: {control: "%s"}
                %s
                """.formatted(page.port(), management, rtmp.control(), sessions));
        usher = UnpackedUsher.built().start(configuration);
    }

    /** How long the program ran on after the operator had asked for its end. */
    private Duration kick(String user, RtmpViewing viewing) throws Exception {
        String id = sessionOf(user);
        long asked = System.nanoTime();
        HttpRequest delete =
                HttpRequest.newBuilder(api("/api/sessions/" + id)).DELETE().build();
        assertThat(operator.send(delete, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        viewing.awaitEnd();
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    private String sessionOf(String user) {
        return await("a session of " + user).until(() -> idOf(user), id -> !id.isEmpty());
    }

    private String idOf(String user) throws IOException, InterruptedException {
        HttpRequest list =
                HttpRequest.newBuilder(api("/api/sessions?user=" + user)).build();
        JsonNode sessions = JSON.readTree(
                        operator.send(list, BodyHandlers.ofString()).body())
                .path("sessions");
        assertThat(sessions).allMatch(session -> session.path("canBeCut").asBoolean());
        return sessions.path(0).path("id").asText();
    }

    private URI api(String path) {
        return URI.create("http://127.0.0.1:" + usher.management() + path);
    }
}
