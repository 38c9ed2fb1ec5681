package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind a real nginx and a real Caddy with the pages' recipes, to where the middleware and the rule say. */
class DeniedViewersGoElsewhereIT {

    private static final String SHOP = "https://portal.example.com/buy?channel=one";
    private static final String PROMO = "https://tv.example.com/promo/index.m3u8";

    @TempDir
    private Path folder;

    @Test
    void whereverTheEdgeCanSendThem() throws IOException {
        try (TestingMiddleware portal = TestingMiddleware.denying("X-Location: " + SHOP, "Location: /login");
                UsherProcess usher = UnpackedUsher.built().start(configuration(portal));
                NginxServer nginx = nginx(usher);
                CaddyServer caddy = caddy(usher)) {

            assertSentTo(SHOP, nginx.get("/live/shop/index.m3u8?token=1"));
            assertSentTo(SHOP, nginx.get("/live/shop/index.m3u8?token=1"));
            assertSentTo(PROMO, nginx.get("/live/promo/index.m3u8?token=1"));
            assertDenied(nginx.get("/live/plain/index.m3u8?token=1"));

            assertSentTo(SHOP, caddy.get("/live/shop/index.m3u8?token=1"));
            assertSentTo(PROMO, caddy.get("/live/promo/index.m3u8?token=1"));
            assertDenied(caddy.get("/live/plain/index.m3u8?token=1"));
        }
    }

    @Test
    void whereverTheReasonSendsThem() throws IOException {
        try (TestingMiddleware portal = TestingMiddleware.saying(200);
                UsherProcess usher = UnpackedUsher.built()
                        .start(ConfigText.write(folder, """
                        sessions: {store: memory}
                        on-unavailable: deny
                        backends:
                          own: {type: http, address: "%s", connect-timeout: 30s, timeout: 30s}
                        access:
                          - {name: everyone, ask: [own], denied-location: "%s", denied-locations: {channel-full: "%s"}}
                        limits:
                          - {name: camera, when: {path: ["/live/camera/**"]}, most: 1, of: channel}
                        """.formatted(portal.address(), PROMO, SHOP)));
                NginxServer nginx = nginx(usher)) {

            assertThat(nginx.get("/live/camera/index.m3u8?token=1").status())
                    .isEqualTo(404); // let in: there is no file
            assertSentTo(SHOP, nginx.get("/live/camera/index.m3u8?token=2"));
        }
    }

    private static void assertSentTo(String address, CallerConnection.Answer answer) {
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo(address);
    }

    private static void assertDenied(CallerConnection.Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers()).doesNotContainKeys("Location", "X-Location");
    }

    private Path configuration(TestingMiddleware portal) throws IOException {
        return ConfigText.write(folder, """
                on-unavailable: deny
                backends:
                  tells: {type: http, address: "%s", connect-timeout: 30s, timeout: 30s, pass-location: true}
                  silent: {type: http, address: "%s", connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: shop, when: {path: ["/live/shop/**"]}, ask: [tells], denied-location: "%s"}
                  - {name: promo, when: {path: ["/live/promo/**"]}, ask: [silent], denied-location: "%s"}
                  - {name: plain, ask: [silent]}
                """.formatted(portal.address(), portal.address(), PROMO, PROMO));
    }

    private NginxServer nginx(UsherProcess usher) throws IOException {
        NginxRecipe recipe = NginxRecipe.withRedirects()
                .with("127.0.0.1:1064", "127.0.0.1:" + usher.callers())
                .with("/srv/tv", folder.toString());
        return NginxServer.start(folder, recipe.http(), recipe.server());
    }

    private CaddyServer caddy(UsherProcess usher) throws IOException {
        MarkdownBlock recipe =
                MarkdownBlock.ofCallersPage("caddy.md", "caddyfile").get(0);
        return CaddyServer.start(
                Files.createDirectory(folder.resolve("caddy")),
                recipe.with("127.0.0.1:1064", "127.0.0.1:" + usher.callers()).with("/srv/tv", folder.toString()));
    }
}
