package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** T51: a rule about a channel of SRS holds in all its protocols, in {@code usher explain} too, and for what passes nginx before it. */
class OneChannelHasOneNameIT {

    private static final String RULES = """
            on-unavailable: deny
            access:
              - {name: path, when: {path: [/live/x]}, then: deny}
              - {name: channel, when: {channel: [y]}, then: deny}
              - {name: everyone, then: allow}
            """;

    /** As SRS 7 and 5 tell RTMP, HTTP-FLV and HLS. */
    private static final List<String> NAMES = List.of(
            "'stream':'%s','stream_url':'/live/%s'",
            "'stream':'%s','tcUrl':'rtmp://__defaultVhost__/live'",
            "'stream':'%s.flv','stream_url':'/live/%s.flv'",
            "'stream':'%s.flv'",
            "'stream':'%s.m3u8','stream_url':'/live/%s'",
            "'stream':'%s.m3u8','stream_url':'video.example.com/live/%s','param':'?hls_ctx=1'",
            "'stream':'%s.ts'");

    @TempDir
    private Path folder;

    @Test
    void inEachHookOfSrs() throws Exception {
        Path configuration = Files.writeString(
                folder.resolve("usher.yaml"),
                "listen: 127.0.0.1:0\nmanagement: {listen: 127.0.0.1:" + LoopbackPorts.free() + "}\n" + RULES);
        try (UsherProcess usher = UnpackedUsher.built().start(configuration)) {
            for (String name : NAMES) {
                assertThat(onPlay(usher, name.replace("%s", "x"))).as(name).contains("\"code\":403");
                assertThat(onPlay(usher, name.replace("%s", "y"))).as(name).contains("\"code\":403");
                assertThat(onPlay(usher, name.replace("%s", "z"))).as(name).contains("\"code\":0");
            }
            for (String file : List.of("x.m3u8", "y.flv")) {
                assertThat(UnpackedUsher.built()
                                .run(
                                        "explain",
                                        "-c",
                                        configuration.toString(),
                                        "--as",
                                        "srs",
                                        "http://tv.example.com/live/" + file + "?token=1")
                                .out())
                        .contains("answer    deny (403)");
            }
        }
    }

    private static String onPlay(UsherProcess usher, String fields) throws IOException {
        String body = ("{'action':'on_play','client_id':'1','ip':'203.0.113.7','vhost':'__defaultVhost__','app':'live',"
                        + fields + "}")
                .replace('\'', '"');
        try (CallerConnection srs = CallerConnection.to(usher.callers())) {
            srs.sendBytes("POST /srs HTTP/1.1\r\nHost: usher\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            return srs.read().body();
        }
    }

    /** A middleware would else be sent the escapes of the path, escaped once more. */
    @Test
    void whateverScriptItHasInThePath() throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.saying(200);
                UsherProcess usher =
                        UnpackedUsher.built().start(ConfigText.write(folder, """
                        on-unavailable: deny
                        backends:
                          own:
                            type: http
                            address: "%s"
                            canary: off
                            connect-timeout: 30s
                            timeout: 30s
                            query: {stream: "{channel}", token: "{token}"}
                            allow-when: {status: 200}
                        access:
                          - {when: {path: ["/live/{channel}/**"]}, ask: [own]}
                          - ask: [own]
                        """.formatted(middleware.address())))) {
            // When
            for (String path : List.of("/live/%D0%9A1", "/tv/%D0%9A1")) {
                assertThat(usher.ask(
                                        "/nginx",
                                        "X-Original-URI: " + path + "/index.m3u8?token=T",
                                        "X-Real-IP: 203.0.113.7")
                                .status())
                        .isEqualTo(200);
            }

            // Then
            assertThat(middleware.asked())
                    .extracting(head -> head.substring(0, head.indexOf(" HTTP")))
                    .containsExactly("GET /?stream=%D0%9A1&token=T", "GET /?stream=tv%2F%D0%9A1&token=T");
            assertThat(usher.page("/api/sessions").body()).contains("\"channel\":\"\u041a1\"");
        }
    }

    @Test
    void srsHearsFromNginxOnlyWhatAViewerCannotForge() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (LoopbackServer srs = LoopbackServer.start(connection -> {
                    heard.add(CallerConnection.readHead(connection.getInputStream()));
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes());
                });
                NginxServer nginx = nginx(srs.port())) {
            // When
            int answered = nginx.get(
                            "/live/x.flv?vhost=free&token=a%26vhost=free&hls_ctx=1&domain=free",
                            "X-Real-IP: 10.0.0.1", "X-Forwarded-For: 10.0.0.1")
                    .status();
            for (String other : List.of(
                    "/live/x.m3u8?hls_ctx=1",
                    "/live/x-1.ts",
                    "/live/x.flv/",
                    "/live/..%2fx.flv",
                    "/live/a/x.flv",
                    "/live/x.flv;x",
                    "/api/v1/streams")) {
                assertThat(nginx.get(other).status()).as(other).isNotEqualTo(200);
            }

            // Then
            assertThat(answered).isEqualTo(200);
            assertThat(heard)
                    .singleElement()
                    .satisfies(head -> assertThat(head)
                            .startsWith("GET /live/x.flv?token=a%26vhost=free HTTP/")
                            .contains("X-Real-IP: 127.0.0.1\r\n", "X-Forwarded-For: 127.0.0.1\r\n")
                            .doesNotContain("10.0.0.1"));
        }
    }

    private NginxServer nginx(int srs) throws IOException {
        NginxRecipe recipe = NginxRecipe.plain()
                .and(MarkdownBlock.ofCallersPage("srs.md", "nginx").get(0))
                .with("127.0.0.1:8080", "127.0.0.1:" + srs)
                .with("127.0.0.1:1064", "127.0.0.1:" + LoopbackPorts.free());
        return NginxServer.start(folder, recipe.http(), recipe.server());
    }
}
