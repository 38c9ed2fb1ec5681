package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** The page's nginx recipe, in a real nginx in front of files. */
class NginxRecipeIT {

    private static final String SEGMENT = "/live/one/seg-1.ts";
    private static final String NEXT_SEGMENT = "/live/one/seg-2.ts";

    @TempDir
    private Path folder;

    private PhpServer php;

    @BeforeEach
    void startMiddleware() throws IOException {
        php = PhpServer.start(PhpServer.sourcesExample(folder), LoopbackPorts.free());
        Path segment = folder.resolve("tv" + SEGMENT);
        Files.createDirectories(segment.getParent());
        Files.writeString(segment, "a segment");
        Files.writeString(folder.resolve("tv" + NEXT_SEGMENT), "another");
    }

    @AfterEach
    void stopMiddleware() {
        if (php != null) {
            php.close();
        }
    }

    @Test
    void tokenOfTheQueryDecides() throws IOException {
        try (UsherProcess usher = usher(0);
                NginxServer nginx = nginx(NginxRecipe.plain(), usher.callers())) {
            assertThat(nginx.get(SEGMENT).status()).isEqualTo(403);
            assertThat(nginx.get(SEGMENT + "?token=123"))
                    .satisfies(allowed -> assertThat(allowed.status()).isEqualTo(200))
                    .satisfies(allowed -> assertThat(allowed.body()).isEqualTo("a segment"));
            assertThat(nginx.get(SEGMENT + "?token=124").status()).isEqualTo(403);
            php.awaitLog("Real IP: 127.0.0.1\n", "Real Path: " + SEGMENT + "\n");
        }
    }

    @Test
    void usherThatIsDownIsA500UntilItIsBack() throws IOException, InterruptedException {
        int port = LoopbackPorts.free();
        try (NginxServer nginx = nginx(NginxRecipe.plain(), port)) {
            assertThat(nginx.get(SEGMENT + "?token=123").status()).isEqualTo(500);
            for (int i = 0; i < 2; i++) {
                try (UsherProcess back = usher(port)) {
                    assertThat(nginx.get(SEGMENT + "?token=123").status()).isEqualTo(200);
                    assertThat(nginx.get(SEGMENT + "?token=124").status()).isEqualTo(403);
                    back.kill();
                }
                assertThat(nginx.get(SEGMENT + "?token=123").status()).isEqualTo(500);
            }
        }
    }

    @Test
    void oneConnectionCarriesManyAllows() throws IOException {
        try (UsherProcess usher = usher(0);
                CountingRelay relay = CountingRelay.to(usher.callers());
                NginxServer nginx = nginx(NginxRecipe.plain(), relay.port())) {
            for (int i = 0; i < 20; i++) {
                assertThat(nginx.get(SEGMENT + "?token=123").status()).isEqualTo(200);
            }
            assertThat(relay.connections()).isEqualTo(1);
        }
    }

    @Test
    void whileUsherIsDownItsLastAnswerHolds() throws IOException, InterruptedException {
        try (UsherProcess usher = usher(0);
                NginxServer nginx = nginx(
                        NginxRecipe.withoutAGap()
                                .with(
                                        "/var/cache/usher",
                                        folder.resolve("cache").toString()),
                        usher.callers())) {
            // Given
            String other = "User-Agent: other";
            assertThat(nginx.get(SEGMENT + "?token=123").status()).isEqualTo(200);
            assertThat(nginx.get(SEGMENT).status()).isEqualTo(200);
            assertThat(nginx.get(SEGMENT, other).status()).isEqualTo(403);

            // When
            assertThat(usher.stop()).isZero();

            // Then
            await().until(() -> {
                assertThat(nginx.get(NEXT_SEGMENT).status()).isEqualTo(200);
                return nginx.log().contains("Connection refused");
            });
            assertThat(nginx.get(SEGMENT + "?token=123").status()).isEqualTo(200);
            assertThat(nginx.get(SEGMENT, other).status()).isEqualTo(403);
            assertThat(nginx.get(SEGMENT + "?token=123", other).status()).isEqualTo(500);
            assertThat(nginx.get(SEGMENT + "?token=124").status()).isEqualTo(500);
            assertThat(nginx.get("/live/two/seg-1.ts").status()).isEqualTo(500);
            assertThat(nginx.get("/live/seg-1.ts").status()).isEqualTo(500);
        }
    }

    private UsherProcess usher(int port) throws IOException {
        return UnpackedUsher.built().start(ConfigText.write(folder, port, ConfigText.asking(php.address())));
    }

    private NginxServer nginx(NginxRecipe readme, int usher) throws IOException {
        NginxRecipe recipe = readme.with("127.0.0.1:1064", "127.0.0.1:" + usher)
                .with("/srv/tv", folder.resolve("tv").toString());
        return NginxServer.start(folder, recipe.http(), recipe.server());
    }
}
