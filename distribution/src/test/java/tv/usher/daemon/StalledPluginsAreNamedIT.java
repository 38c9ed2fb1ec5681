package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T61: a plugin that blocks the thread that asked it for two seconds and a half, seen by an operator. */
class StalledPluginsAreNamedIT {

    @TempDir
    private Path folder;

    @Test
    void healthIsRedUntilTheLoopTurnsAgain() throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.saying(200);
                UsherProcess usher = start(middleware);
                CallerConnection caller = CallerConnection.to(usher.callers())) {
            // When
            caller.send("/cesbo?token=1", "X-Real-Path: /nap");

            // Then
            CallerConnection.Answer red =
                    await("red").until(() -> usher.page("/healthz"), page -> page.status() == 503);
            assertThat(red.body()).startsWith("thread usher-callers-").contains("com.example.BlockingFactory");
            assertThat(usher.askAbout("/fine", "token=2").status())
                    .as("by the other loop")
                    .isEqualTo(200);
            assertThat(caller.read().status()).isEqualTo(503);
            await("green")
                    .until(() -> usher.page("/healthz"), page -> page.body().equals("alive\n"));
            usher.awaitMetric("usher_stalls_total{thread=\"callers\"}", 1);
            usher.awaitLog("has been at one task for a second", lines -> lines.size() == 1);
            usher.awaitLog("com.example.BlockingFactory.block(BlockingFactory.java", lines -> lines.size() == 1);
            usher.awaitLog(" goes on after ", lines -> lines.size() == 1);
        }
    }

    @Test
    void aThreadThatAsksABackendTooButHealthIsGreen() throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.saying(200, () -> Thread.sleep(100));
                UsherProcess usher = start(middleware);
                CallerConnection caller = CallerConnection.to(usher.callers())) {
            // When
            caller.send("/cesbo?token=1", "X-Real-Path: /late/nap");

            // Then
            usher.awaitLog("thread usher-ask-own has been at one task for a second", lines -> lines.size() == 1);
            usher.awaitLog("com.example.BlockingFactory.block(BlockingFactory.java", lines -> lines.size() == 1);
            assertThat(usher.page("/healthz").body()).isEqualTo("alive\n");
            usher.awaitMetric("usher_stalls_total{thread=\"backend own\"}", 1);
            assertThat(caller.read().status()).isEqualTo(503);
            usher.awaitLog(" goes on after ", lines -> lines.size() == 1);
        }
    }

    private UsherProcess start(TestingMiddleware middleware) throws IOException {
        UnpackedUsher usher = BlockingPlugin.installedIn(UnpackedUsher.built().copyTo(folder.resolve("usher")));
        return usher.start(ConfigText.write(folder, """
                on-unavailable: deny
                inbound: {threads: 2}
                backends:
                  own: {type: blocking, address: "%s", timeout: 30s, canary: off}
                access:
                  - ask: [own]
                """.formatted(middleware.address())));
    }
}
