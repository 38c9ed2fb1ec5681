package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** The sources' example backend, {@code auth.php} as it stands there, behind a real PHP. */
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
        DocsPorts ports = DocsPorts.free();
        UnpackedUsher installed = ports.installIn(folder.resolve("usher"));
        try (PhpServer php = PhpServer.start(PhpServer.sourcesExample(folder), ports.middleware());
                UsherProcess usher = installed.startAsService(folder)) {
            assertLetsInTheTokenAlone(usher, php);
            assertThat(folder.resolve("secret")).exists();
        }
    }

    private static void assertLetsInTheTokenAlone(UsherProcess usher, PhpServer php) throws IOException {
        assertThat(usher.ask("/cesbo?token=123", ALTA).status()).isEqualTo(200);
        php.awaitLog(LOGGED);

        for (String query : new String[] {"?token=124", "?token=", "?token=123&token=124", "?token[]=123", "?x", ""}) {
            assertThat(usher.ask("/cesbo" + query, ALTA))
                    .as(query)
                    .satisfies(denied -> assertThat(denied.status()).isEqualTo(403))
                    .satisfies(denied -> assertThat(denied.body()).isEmpty());
        }
    }
}
