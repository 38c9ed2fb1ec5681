package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.testing.TestingPortal;
import tv.usher.api.testing.TestingPortal.Health;

/** T41 and T53 as operators of small and large installations see them: Usher finds out by itself, and no viewer suffers for it. */
class FirstViewerHearsOfAnOutageIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Much longer than it takes, for a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"allow, 200", "deny, 403", "error, 503"})
    void ofOneThatHangsWithinTheTimeoutAndTheFirstAfterItWaitsForNothing(String action, int status) throws Exception {
        try (TestingPortal portal = TestingPortal.start();
                UsherProcess usher = USHER.start(config(portal.address(), action, "1h"))) {
            // Given an installation that asks once in a while
            awaitCanary(usher, "good");
            portal.becomes(Health.HANGS);

            // When
            Timed first = ask(usher, portal.newToken());
            Timed second = ask(usher, portal.newToken());

            // Then
            assertThat(first.status()).isEqualTo(status);
            assertThat(first.took()).isLessThan(TIMEOUT.plus(SLACK));
            assertThat(second.status()).isEqualTo(status);
            assertThat(second.took()).as("nobody waits after the first").isLessThan(TIMEOUT);
            assertThat(usher.page("/readyz").body())
                    .contains("backend portal: unavailable: canary: no answer within 1s");

            // When it is back, and nobody asks
            int asked = portal.questionsOfViewers().size();
            portal.becomes(Health.WELL);
            long back = System.nanoTime();
            await().until(() -> usher.page("/readyz").body().contains("backend portal: ok"));
            Duration noticed = Duration.ofNanos(System.nanoTime() - back);

            // Then
            Timed next = ask(usher, portal.newToken());
            assertThat(next.status()).isEqualTo(200);
            assertThat(portal.questionsOfViewers()).hasSize(asked + 1);
            System.out.printf(
                    "on-unavailable: %s: the first heard it after %d ms, the second after %d ms; its end was noticed after"
                            + " %d ms%n",
                    action, first.took().toMillis(), second.took().toMillis(), noticed.toMillis());
        }
    }

    @ParameterizedTest
    @CsvSource({"GARBAGE", "RESETS", "HANGS", "TOO_MANY_REQUESTS", "PHP_ERROR_PAGE"})
    void ofAQuestionThatOnlyHisTokenSpoilsNobodyHears(Health trouble) throws Exception {
        try (TestingPortal portal = TestingPortal.start();
                UsherProcess usher = USHER.start(config(portal.address(), "allow", "1h"))) {
            // Given
            awaitCanary(usher, "good");
            String poison = "00000000000000000000000000000bad";
            portal.becomes(trouble, poison::equals);

            // When
            for (int i = 0; i < (trouble == Health.HANGS ? 2 : 30); i++) {
                assertThat(ask(usher, poison).status()).as("never let in").isEqualTo(503);
            }

            // Then
            assertThat(ask(usher, portal.newToken()).status()).isEqualTo(200);
            assertThat(usher.page("/readyz").body()).contains("backend portal: ok");
            assertThat(usher.metric("usher_default_allowed_total{backend=\"portal\"}"))
                    .isZero();
        }
    }

    @Test
    void whatFailsForRealTokensOnlyIsAnOutageOfSeveralAddresses() throws Exception {
        try (TestingPortal portal = TestingPortal.start();
                UsherProcess usher = USHER.start(config(portal.address(), "deny", "1h"))) {
            // Given
            awaitCanary(usher, "good");
            portal.becomes(Health.RESETS, portal::hasMade);

            // When
            int first = askFrom(usher, "203.0.113.1", portal.newToken());
            int second = askFrom(usher, "203.0.113.2", portal.newToken());
            int third = askFrom(usher, "203.0.113.3", portal.newToken());

            // Then
            assertThat(first).isEqualTo(503);
            assertThat(second).isEqualTo(503);
            assertThat(third).isEqualTo(403);
            assertThat(usher.page("/readyz").body()).contains("questions of several client addresses failed");
        }
    }

    @Test
    void readyzNamesAPageInThePortalsPlaceWithinACanarysInterval() throws Exception {
        try (TestingPortal portal = TestingPortal.start();
                UsherProcess usher = USHER.start(config(portal.address(), "allow", "1s"))) {
            // Given
            awaitCanary(usher, "good");
            String known = "token=" + portal.newToken();
            assertThat(usher.askAbout("/live/one/index.m3u8", known).status()).isEqualTo(200);

            // When
            portal.becomes(Health.PHP_ERROR_PAGE);

            // Then
            await().until(() -> usher.page("/readyz")
                    .body()
                    .contains("backend portal: unavailable: canary: status 200 without X-UserId"));
            assertThat(usher.askAbout("/live/one/index.m3u8", known).status()).isEqualTo(200);
            usher.awaitLog("backend portal is unavailable: canary: status 200", lines -> lines.size() == 1);
        }
    }

    @Test
    void whomAPageLetInIsAskedAboutAgain() throws Exception {
        try (TestingPortal portal = TestingPortal.start();
                UsherProcess usher = USHER.start(ConfigText.write(folder, """
                        on-unavailable: deny
                        backends:
                          own: {type: http, address: "%s/server/api/chk_flussonic_tmp_link.php", canary: 5s}
                        access:
                          - {name: everyone, ask: [own]}
                        """.formatted(portal.address())))) {
            // Given a middleware of which only the status counts
            usher.awaitMetric("usher_backend_canaries_total{backend=\"own\",result=\"good\"}", 1);
            portal.becomes(Health.MAINTENANCE_PAGE);
            String guessed = "token=0123456789abcdef0123456789abcdef";
            assertThat(usher.askAbout("/live/one/index.m3u8", guessed).status())
                    .as("until the next canary")
                    .isEqualTo(200);

            // When
            await().until(() -> usher.page("/readyz").body().contains("own: unavailable: it lets a random token in"));
            assertThat(usher.askAbout("/live/two/index.m3u8", "token=" + portal.newToken())
                            .status())
                    .isEqualTo(403);
            portal.becomes(Health.WELL);
            await().until(() -> usher.page("/readyz").body().contains("own: ok"));

            // Then
            await().until(() -> usher.askAbout("/live/one/index.m3u8", guessed).status() == 403);
        }
    }

    private static void awaitCanary(UsherProcess usher, String result) {
        usher.awaitMetric("usher_backend_canaries_total{backend=\"portal\",result=\"" + result + "\"}", 1);
    }

    private record Timed(int status, Duration took) {}

    private static Timed ask(UsherProcess usher, String token) throws Exception {
        long asked = System.nanoTime();
        int status = usher.askAbout("/live/one/index.m3u8", "token=" + token).status();
        return new Timed(status, Duration.ofNanos(System.nanoTime() - asked));
    }

    private static int askFrom(UsherProcess usher, String address, String token) throws Exception {
        return usher.ask("/cesbo?token=" + token, "X-Real-Path: /live/one/index.m3u8", "X-Real-Ip: " + address)
                .status();
    }

    private Path config(String address, String action, String canary) throws Exception {
        return ConfigText.write(folder, """
                on-unavailable: %s
                sessions: {deny-for: 0s}
                backends:
                  portal: {type: stalker, address: "%s", timeout: 2s, canary: %s}
                access:
                  - {name: everyone, ask: [portal]}
                """.formatted(action, address, canary));
    }
}
