package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The APIs of media servers are asked beside the decisions: one that hangs delays none, and one that asks Usher before it obeys is answered. */
class MediaServersThatHangDelayNobodyIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UUID = "5f0c1a0e-3c51-4c27-9c9e-6c7f0a1b2c3d";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void oneThatHangsDelaysNoDecision() throws Exception {
        try (LoopbackServer hangs = LoopbackServer.start(connection -> Thread.sleep(600_000));
                UsherProcess usher = UnpackedUsher.built().start(configuration("srs", hangs.address()))) {
            // Given
            IntStream.range(0, 100).forEach(i -> play(usher, "warm" + i, "T1", i));
            Duration before = slowestOfMost(usher, "before", "T1");

            // When
            assertThat(send(HttpRequest.newBuilder(management(usher, "/api/users/own/anna/sessions"))
                            .DELETE()))
                    .contains("\"ended\":");
            await("the API being asked").until(() -> hangs.connections() > 0);
            Duration meanwhile = slowestOfMost(usher, "meanwhile", "T2");

            // Then
            assertThat(meanwhile).isLessThan(before.multipliedBy(3).plusMillis(900));
            await("the first of them given up")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> usher.metric("usher_cuts_total{dialect=\"srs\",result=\"failed\"}") > 0);
            usher.awaitLog("didn't cut a viewer who must not go on");
            usher.stop();
        }
    }

    @Test
    void mediamtxAsksWhetherItHasToObey() throws Exception {
        List<String> obeyed = new CopyOnWriteArrayList<>();
        int[] port = new int[1];
        try (LoopbackServer mediamtx = LoopbackServer.start(connection -> answer(connection, port, obeyed));
                UsherProcess usher = UnpackedUsher.built().start(configuration("mediamtx", mediamtx.address()))) {
            // Given
            port[0] = usher.callers();
            String question = """
                    {"ip":"203.0.113.7","user":"","password":"","token":"","action":"read","path":"live/sport1","protocol":"rtmp",
                     "id":"%s","query":"token=T1","userAgent":"VLC"}""".formatted(UUID);
            assertThat(post(usher, "/mediamtx", question)).isEqualTo(200);
            assertThat(post(usher, "/mediamtx", question.replace("\"read\"", "\"api\"")))
                    .as("a stranger")
                    .isEqualTo(401);

            // When
            send(HttpRequest.newBuilder(management(usher, "/api/users/own/anna/sessions"))
                    .DELETE());

            // Then
            usher.awaitMetric("usher_cuts_total{dialect=\"mediamtx\",result=\"cut\"}", 1);
            assertThat(obeyed).containsExactly("POST /v3/rtmpconns/kick/" + UUID);
        }
    }

    /** As MediaMTX with {@code authMethod: http} does. */
    private void answer(Socket connection, int[] usher, List<String> obeyed) throws IOException, InterruptedException {
        String head = CallerConnection.readHead(connection.getInputStream());
        String basic = head.replaceFirst("(?is).*authorization: basic (\\S+).*", "$1");
        String[] login = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2);
        String question = """
                {"ip":"127.0.0.1","user":"%s","password":"%s","token":"%s","action":"api","path":"","protocol":"","id":null,"query":"","userAgent":""}""".formatted(login[0], login[1], login[1]);
        int said = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + usher[0] + "/mediamtx"))
                                .POST(BodyPublishers.ofString(question))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        if (said == 200) {
            obeyed.add(head.substring(0, head.indexOf(" HTTP/")));
        }
        String answer = said == 200 ? "200 OK" : "401 Unauthorized";
        connection
                .getOutputStream()
                .write(("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private Path configuration(String dialect, String api) throws IOException {
        return ConfigText.write(folder, """
                backends:
                  own:
                    type: tokens
                    tokens: [{token: T1, name: anna}, {token: T2, name: boris}]
                access:
                  - {name: everyone, ask: [own]}
                dialects:
                  %s: {api: "%s"}
                """.formatted(dialect, api));
    }

    /** Of two hundred decisions about newcomers, one after another; single outliers are the machine's. */
    private Duration slowestOfMost(UsherProcess usher, String name, String token) {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long asked = System.nanoTime();
            play(usher, name + i, token, i);
            nanos.add(System.nanoTime() - asked);
        }
        return Duration.ofNanos(nanos.stream().sorted().toList().get(190));
    }

    private void play(UsherProcess usher, String id, String token, int viewer) {
        String question = """
                {"action":"on_play","client_id":"%s","ip":"203.0.113.%d","vhost":"__defaultVhost__","app":"live","stream":"sport1","param":"?token=%s"}""".formatted(id, viewer, token);
        assertThat(post(usher, "/srs", question)).isEqualTo(200);
    }

    private int post(UsherProcess usher, String path, String json) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + usher.callers() + path))
                    .POST(BodyPublishers.ofString(json))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        String body = client.send(request.build(), BodyHandlers.ofString()).body();
        assertThat(JSON.readTree(body).isObject()).isTrue();
        return body;
    }

    private static URI management(UsherProcess usher, String path) {
        return URI.create("http://127.0.0.1:" + usher.management() + path);
    }
}
