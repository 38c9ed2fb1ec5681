package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/**
 * T63, with a stand-in made after SRS' sources: while it waits for the answer of its hook it has nothing to cut; afterwards it serves the session
 * in spite of a refusal, until it is told to cut it.
 */
class RefusedHlsOfSrsIsCutIT {

    private static final Pattern DELETE = Pattern.compile("DELETE /api/v1/clients/(\\w+) HTTP/1.1\r\n");

    @TempDir
    private Path folder;

    private final List<String> open = new CopyOnWriteArrayList<>();
    private final List<String> cut = new CopyOnWriteArrayList<>();

    @Test
    void andNobodyElse() throws Exception {
        try (LoopbackServer srs = LoopbackServer.start(this::answer);
                UsherProcess usher = UnpackedUsher.built()
                        .start(Files.writeString(
                                folder.resolve("usher.yaml"), """
                        listen: 127.0.0.1:0
                        management: {listen: 127.0.0.1:%d}
                        backends:
                          own: {type: tokens, tokens: [{token: T1, name: anna}]}
                        access:
                          - {name: everyone, ask: [own]}
                        dialects:
                          srs: {api: "%s"}
                        """.formatted(LoopbackPorts.free(), srs.address())))) {
            // When
            assertThat(play(usher, "chosen", "?hls_ctx=chosen&token=guessed")).isEqualTo(403);
            assertThat(play(usher, "paying", "?hls_ctx=paying&token=T1")).isEqualTo(200);
            assertThat(play(usher, "given", "?token=guessed")).isEqualTo(403);
            assertThat(play(usher, "again", "?hls_ctx=again")).isEqualTo(403);

            // Then
            usher.awaitMetric("usher_cuts_total{dialect=\"srs\",result=\"cut\"}", 2);
            assertThat(cut).containsExactlyInAnyOrder("chosen", "again");
            String why = UnpackedUsher.built()
                    .run("why", "-c", folder.resolve("usher.yaml").toString(), "--client", "203.0.113.7")
                    .out();
            assertThat(why).contains("left open by the media server: denied");
        }
    }

    private int play(UsherProcess usher, String id, String param) throws IOException {
        String hook =
                "{\"action\":\"on_play\",\"client_id\":\"%s\",\"ip\":\"203.0.113.7\",\"vhost\":\"__defaultVhost__\",\"app\":\"live\",\"stream\":\"sport1.m3u8\",\"param\":\"%s\"}"
                        .formatted(id, param);
        try (CallerConnection caller = CallerConnection.to(usher.callers())) {
            caller.sendBytes(
                    "POST /srs HTTP/1.1\r\nHost: usher\r\nContent-Length: %d\r\n\r\n%s".formatted(hook.length(), hook));
            int status = caller.read().status();
            open.add(id);
            return status;
        }
    }

    private void answer(Socket connection) throws IOException {
        while (true) {
            Matcher delete = DELETE.matcher(CallerConnection.readHead(connection.getInputStream()) + "\r\n");
            assertThat(delete.find()).isTrue();
            boolean there = open.contains(delete.group(1));
            if (there) {
                cut.add(delete.group(1));
            }
            String body = there ? "{\"code\":0}" : "{\"code\":400}";
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }
}
