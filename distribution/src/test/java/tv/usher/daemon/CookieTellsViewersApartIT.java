package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** The pages' recipes for cookies, in the real programs. */
class CookieTellsViewersApartIT {

    private static final String PLAYLIST = "/live/one/index.m3u8";
    private static final String SEGMENT = "/live/one/seg-1.ts";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeChannel() throws IOException {
        Path channel = Files.createDirectories(folder.resolve("tv/live/one"));
        Files.writeString(channel.resolve("index.m3u8"), "a playlist");
        Files.writeString(channel.resolve("seg-1.ts"), "a segment");
    }

    @Test
    void behindNginx() throws IOException {
        try (PhpServer php = php();
                UsherProcess usher = usher(php)) {
            NginxRecipe recipe = NginxRecipe.withCookies()
                    .with("127.0.0.1:1064", "127.0.0.1:" + usher.callers())
                    .with("/srv/tv", folder.resolve("tv").toString());
            try (NginxServer nginx = NginxServer.start(folder, recipe.http(), recipe.server())) {
                String cookie = cookieOf(nginx.get(PLAYLIST + "?token=123"));
                assertThat(nginx.get(SEGMENT, "Cookie: " + cookie).body()).isEqualTo("a segment");
                assertThat(nginx.get(SEGMENT).status()).isEqualTo(403);
            }
        }
    }

    @Test
    void behindCaddy() throws IOException {
        try (PhpServer php = php();
                UsherProcess usher = usher(php);
                CaddyServer caddy = CaddyServer.start(
                        folder,
                        MarkdownBlock.ofCallersPage("caddy.md", "caddyfile")
                                .get(1)
                                .with("127.0.0.1:1064", "127.0.0.1:" + usher.callers())
                                .with("/srv/tv", folder.resolve("tv").toString()))) {
            String cookie = cookieOf(caddy.get(PLAYLIST + "?token=123"));
            assertThat(caddy.get(SEGMENT, "Cookie: " + cookie).body()).isEqualTo("a segment");
            assertThat(caddy.get(SEGMENT).status()).isEqualTo(403);
        }
    }

    private static String cookieOf(CallerConnection.Answer granted) {
        assertThat(granted.status()).isEqualTo(200);
        assertThat(granted.body()).isEqualTo("a playlist");
        assertThat(granted.header("Set-Cookie")).matches("usher=[0-9a-f]{32}; Path=/live/one/; HttpOnly; SameSite=Lax");
        return granted.header("Set-Cookie").split(";")[0];
    }

    private PhpServer php() throws IOException {
        return PhpServer.start(PhpServer.sourcesExample(folder), LoopbackPorts.free());
    }

    private UsherProcess usher(PhpServer php) throws IOException {
        String cookies = "sessions: {store: memory, follow: cookie}\n";
        return UnpackedUsher.built().start(ConfigText.write(folder, cookies + ConfigText.asking(php.address())));
    }
}
