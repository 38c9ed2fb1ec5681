package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The sources' example backend, {@code auth.php} as it stands there, behind a real PHP. */
@ResourceLock(LoopbackPorts.OF_THE_DOCS)
class SourcesExampleIT {

    private static final String[] ALTA = {
        "X-Session-Id: 7f3a",
        "X-Real-Ip: 203.0.113.7",
        "X-Real-Path: /channel-path/index.m3u8",
        "X-Real-Origin: https://live.example.com:8443",
        "X-Real-Ua: VLC/3.0.18 LibVLC/3.0.18"
    };

    private static final String LOGGED = """
             Session ID: 7f3a
                Real IP: 203.0.113.7
              Real Path: /channel-path/index.m3u8
            Real Origin: https://live.example.com:8443
                Real UA: VLC/3.0.18 LibVLC/3.0.18
            """;

    @TempDir
    private Path folder;

    @Test
    void theTokenIsLetInAndNothingElse() throws IOException {
        try (PhpServer php = PhpServer.start(PhpServer.sourcesExample(folder), LoopbackPorts.free());
                UsherProcess usher =
                        UnpackedUsher.built().start(ConfigText.write(folder, ConfigText.asking(php.address())))) {
            assertLetsInTheTokenAlone(usher, php);
        }
    }

    @Test
    void theShippedConfigurationAsksIt() throws IOException {
        LoopbackPorts.requireFree(6000, 1064, 1065);
        try (PhpServer php = PhpServer.start(PhpServer.sourcesExample(folder), 6000);
                UsherProcess usher = UnpackedUsher.built().startAsService(folder)) {
            assertThat(usher.callers()).isEqualTo(1064);
            assertThat(usher.management()).isEqualTo(1065);
            assertLetsInTheTokenAlone(usher, php);
            assertThat(folder.resolve("secret")).exists();
        }
    }

    private static void assertLetsInTheTokenAlone(UsherProcess usher, PhpServer php) throws IOException {
        assertThat(usher.ask("/cesbo?token=123", ALTA).status()).isEqualTo(200);
        await().atMost(RunningProgram.PATIENCE)
                .untilAsserted(() -> assertThat(php.log()).contains(LOGGED));

        for (String query : new String[] {"?token=124", "?token=", "?token=123&token=124", "?token[]=123", "?x", ""}) {
            assertThat(usher.ask("/cesbo" + query, ALTA))
                    .as(query)
                    .satisfies(denied -> assertThat(denied.status()).isEqualTo(403))
                    .satisfies(denied -> assertThat(denied.body()).isEmpty());
        }
    }
}
