package tv.usher.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static tv.usher.api.testing.Patience.await;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.AccessRequest;
import tv.usher.api.Secret;
import tv.usher.engine.config.TestingConfigFile;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.cut.AstraCutter;
import tv.usher.engine.cut.CutMetrics;
import tv.usher.engine.cut.CutRecord;
import tv.usher.engine.cut.RecentCuts;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.TestingViewings;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;

/** Astra lists all its sessions, however many, before one of them can be closed. */
class ViewersOfALargeAstraAreCutTest {

    private static final int VIEWERS = 20_000;

    @TempDir
    private Path folder;

    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final RecentCuts recent = new RecentCuts(10);
    private HttpServer astra;

    @BeforeEach
    void start() throws IOException {
        byte[] list = sessions().getBytes(StandardCharsets.UTF_8);
        astra = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        astra.createContext("/control/", call -> {
            String command = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            commands.add(command);
            byte[] answer = command.contains("close-session") ? "{}".getBytes(StandardCharsets.UTF_8) : list;
            call.sendResponseHeaders(200, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        astra.start();
    }

    @AfterEach
    void stop() {
        astra.stop(0);
    }

    @Test
    void withTheDefaultBoundOfAnAnswer() throws Exception {
        // Given
        UsherConfig config = new TestingConfigFile(folder)
                .load("""
                on-unavailable: deny
                access: [{then: allow}]
                dialects: {cesbo: {api: "http://127.0.0.1:%d"}}
                cuts: {timeout: 30s}
                """.formatted(astra.getAddress().getPort()));
        try (Cutting cutting = Cutting.of(
                        config,
                        () -> Secret.of("own"),
                        new CutMetrics(new PrometheusRegistry()),
                        recent,
                        Clock.system())
                .orElseThrow()) {

            // When
            cutting.cuts().ended(session(VIEWERS - 1), SessionEnd.KICKED, null);

            // Then
            await("what became of it")
                    .until(() -> !recent.newest(cut -> true, 1).isEmpty());
            assertThat(recent.newest(cut -> true, 1))
                    .extracting(CutRecord::result, CutRecord::text)
                    .containsExactly(tuple("cut", ""));
            assertThat(commands)
                    .containsExactly(
                            "{\"cmd\":\"sessions\"}", "{\"cmd\":\"close-session\",\"id\":\"" + id(VIEWERS - 1) + "\"}");
        }
    }

    private static String sessions() {
        return IntStream.range(0, VIEWERS)
                .mapToObj(viewer -> """
                        {"client_id":"%s","channel_id":"a001","channel_name":"Первый канал в высоком качестве","addr":"%s","uptime":86400}""".formatted(id(viewer), address(viewer)))
                .collect(Collectors.joining(",", "{\"sessions\":[", "]}"));
    }

    private static String id(int viewer) {
        return "48291" + viewer;
    }

    private static String address(int viewer) {
        return "198.18." + viewer / 250 + '.' + viewer % 250;
    }

    private static Session session(int viewer) {
        AccessRequest request = AccessRequest.builder()
                .session(id(viewer))
                .clientAddress(address(viewer))
                .channel("a001")
                .path("/play/a001")
                .query("token=T1")
                .build();
        Viewing viewing = new Viewings(TestingSessions.keyHash(), TestingSessions.settings())
                .whole(
                        "cesbo",
                        "everyone",
                        request,
                        new ServerConnection("127.0.0.1", AstraCutter.connection(id(viewer), "a001", address(viewer))));
        return TestingSessions.inMemory(
                        TestingSessions.settings(), Clock.system(), new SessionMetrics(new PrometheusRegistry()))
                .admit(
                        viewing,
                        new Origin("cesbo", "127.0.0.1", "everyone", "portal", List.of()),
                        TestingViewings.grant("anna", 5),
                        Duration.ofHours(4))
                .join()
                .session();
    }
}
