package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's nginx recipe, in a real nginx in front of files. */
class NginxRecipeIT {

    private static final String SEGMENT = "/live/one/seg-1.ts";

    @TempDir
    private Path folder;

    private PhpServer php;

    @BeforeEach
    void startMiddleware() throws IOException {
        php = PhpServer.start(PhpServer.sourcesExample(folder), LoopbackPorts.free());
        Path segment = folder.resolve("tv" + SEGMENT);
        Files.createDirectories(segment.getParent());
        Files.writeString(segment, "a segment");
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
                NginxServer nginx = nginx(usher.callers())) {
            assertThat(nginx.get(SEGMENT).status()).isEqualTo(403);
            assertThat(nginx.get(SEGMENT + "?token=123"))
                    .satisfies(allowed -> assertThat(allowed.status()).isEqualTo(200))
                    .satisfies(allowed -> assertThat(allowed.body()).isEqualTo("a segment"));
            assertThat(nginx.get(SEGMENT + "?token=124").status()).isEqualTo(403);
            assertThat(php.log()).contains("Real IP: 127.0.0.1\n", "Real Path: " + SEGMENT + "\n");
        }
    }

    @Test
    void usherThatIsDownIsA500UntilItIsBack() throws IOException, InterruptedException {
        int port = LoopbackPorts.free();
        try (NginxServer nginx = nginx(port)) {
            assertThat(nginx.get(SEGMENT + "?token=123").status()).isEqualTo(500);
            for (int i = 0; i < 2; i++) {
                try (UsherProcess back = usher(port)) {
                    assertThat(nginx.get(SEGMENT + "?token=123").status()).isEqualTo(200);
                    assertThat(back.stop()).isZero();
                }
                assertThat(nginx.get(SEGMENT + "?token=123").status()).isEqualTo(500);
            }
        }
    }

    @Test
    void oneConnectionCarriesManyAllows() throws IOException {
        try (UsherProcess usher = usher(0);
                CountingRelay relay = CountingRelay.to(usher.callers());
                NginxServer nginx = nginx(relay.port())) {
            for (int i = 0; i < 20; i++) {
                assertThat(nginx.get(SEGMENT + "?token=123").status()).isEqualTo(200);
            }
            assertThat(relay.connections()).isEqualTo(1);
        }
    }

    private UsherProcess usher(int port) throws IOException {
        return UnpackedUsher.built().start(ConfigText.write(folder, port, ConfigText.asking(php.address())));
    }

    /** The recipe says which part of it stands where. */
    private NginxServer nginx(int usher) throws IOException {
        String recipe = MarkdownBlock.ofReadme("nginx")
                .get(0)
                .with("127.0.0.1:1064", "127.0.0.1:" + usher)
                .with("/srv/tv", folder.resolve("tv").toString())
                .text();
        int beside = recipe.indexOf("# beside server { }, in http { }:");
        assertThat(beside).isPositive();
        return NginxServer.start(folder, recipe.substring(beside), recipe.substring(0, beside));
    }
}
