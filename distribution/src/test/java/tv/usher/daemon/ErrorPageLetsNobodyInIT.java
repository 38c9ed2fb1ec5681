package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.TestingPortal;
import tv.usher.api.testing.TestingPortal.Health;

/** T53: a portal whose PHP fails, or a page in front of it, says 200 to everybody. */
class ErrorPageLetsNobodyInIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();
    private static final String GUESSED = "token=0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private static Stream<Arguments> pagesAndActions() {
        return Stream.of(Health.PHP_ERROR_PAGE, Health.WITHOUT_USER_ID, Health.MAINTENANCE_PAGE)
                .flatMap(page -> Stream.of("deny", "error").map(action -> Arguments.of(page, action)));
    }

    @ParameterizedTest
    @MethodSource("pagesAndActions")
    void andWhoIsKnownPlaysOn(Health page, String action) throws Exception {
        try (TestingPortal portal = TestingPortal.start();
                UsherProcess usher = USHER.start(asking(portal.address(), action))) {
            // Given
            String known = "token=" + portal.newToken();
            assertThat(usher.askAbout("/live/one/index.m3u8", known).status()).isEqualTo(200);

            // When
            portal.becomes(page);

            // Then
            assertThat(usher.askAbout("/live/one/index.m3u8", GUESSED).status()).isIn(403, 503);
            usher.awaitLog("reason=foreign-answer");
            assertThat(usher.askAbout("/live/one/index.m3u8", "token=" + portal.newToken())
                            .status())
                    .isIn(403, 503);
            assertThat(usher.askAbout("/live/one/index.m3u8", known).status()).isEqualTo(200);
        }
    }

    /** With the setting that the portal itself makes. */
    @Test
    void ofARealPhp() throws Exception {
        Path script = Files.writeString(folder.resolve("chk_flussonic_tmp_link.php"), """
                <?php
                ini_set('display_errors', 1);
                throw new Exception('Can not read config.ini');
                """);
        try (PhpServer php = PhpServer.start(script, LoopbackPorts.free());
                UsherProcess usher = USHER.start(asking(php.address(), "error"))) {
            assertThat(usher.askAbout("/live/one/index.m3u8", GUESSED).status()).isEqualTo(503);
            usher.awaitLog("reason=foreign-answer");
        }
    }

    @Test
    void andTheProbeTellsIt() throws Exception {
        try (TestingPortal portal = TestingPortal.start().becomes(Health.PHP_ERROR_PAGE)) {
            UnpackedUsher.Finished checked = USHER.run(
                    "check", "--probe", "-c", asking(portal.address(), "deny").toString());

            assertThat(checked.status()).isEqualTo(1);
            assertThat(checked.out()).contains("backend portal: UNAVAILABLE: status 200 without X-UserId");
        }
    }

    private Path asking(String address, String action) throws IOException {
        return ConfigText.write(folder, """
                on-unavailable: %s
                backends:
                  portal: {type: stalker, address: "%s", connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: everyone, ask: [portal]}
                """.formatted(action, address));
    }
}
