package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** The page's Caddy recipe, in a real Caddy in front of files. */
class CaddyRecipeIT {

    @TempDir
    private Path folder;

    @Test
    void tokenOfTheQueryDecidesAndUsherThatIsDownIsA502UntilItIsBack() throws IOException, InterruptedException {
        Path files = Files.createDirectory(folder.resolve("tv"));
        Files.writeString(files.resolve("one.m3u8"), "a playlist");
        int port = LoopbackPorts.free();
        try (PhpServer php = PhpServer.start(PhpServer.sourcesExample(folder), LoopbackPorts.free());
                CaddyServer caddy = caddy(port, files)) {
            Path configuration = ConfigText.write(folder, port, ConfigText.asking(php.address()));
            try (UsherProcess usher = UnpackedUsher.built().start(configuration)) {
                assertTokenDecides(caddy);
                php.awaitLog("Real IP: 127.0.0.1\n", "Real Path: /one.m3u8\n");

                usher.kill();

                assertThat(caddy.get("/one.m3u8?token=123").status()).isEqualTo(502);
                assertThat(caddy.get("/one.m3u8?token=124").status()).isEqualTo(502);
            }
            try (UsherProcess back = UnpackedUsher.built().start(configuration)) {
                assertTokenDecides(caddy);
                assertThat(back.stop()).isZero();
            }
        }
    }

    private static void assertTokenDecides(CaddyServer caddy) throws IOException {
        assertThat(caddy.get("/one.m3u8?token=123"))
                .satisfies(allowed -> assertThat(allowed.status()).isEqualTo(200))
                .satisfies(allowed -> assertThat(allowed.body()).isEqualTo("a playlist"));
        assertThat(caddy.get("/one.m3u8?token=124").status()).isEqualTo(403);
        assertThat(caddy.get("/one.m3u8").status()).isEqualTo(403);
    }

    private CaddyServer caddy(int usher, Path files) throws IOException {
        MarkdownBlock recipe =
                MarkdownBlock.ofCallersPage("caddy.md", "caddyfile").get(0);
        return CaddyServer.start(
                folder, recipe.with("127.0.0.1:1064", "127.0.0.1:" + usher).with("/srv/tv", files.toString()));
    }
}
