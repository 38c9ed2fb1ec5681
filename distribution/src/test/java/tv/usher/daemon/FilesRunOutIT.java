package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.testing.RealPrograms;

/** T27: the process may open too few files, and the operator lets everybody in while the backend is out. It isn't. */
class FilesRunOutIT {

    private static final int FEW = 256;
    private static final int MANY = 400;

    /** With so many no number below the limit ever gets free again. */
    private static final int STANDARD_STREAMS = 3;

    @TempDir
    private Path folder;

    @Test
    void moreConnectionsThanFit() throws Exception {
        List<CallerConnection> callers = new ArrayList<>();
        List<String> through = List.of(prlimit(), "--nofile=" + FEW);
        try (TestingMiddleware middleware = TestingMiddleware.saying(200, () -> Thread.sleep(20));
                UsherProcess usher = UnpackedUsher.built().start(through, configuration(middleware.address()))) {
            // Then
            assertThat(usher.log()).anyMatch(line -> line.contains("this process may open " + FEW + " files"));

            // When
            for (int i = 0; i < MANY; i++) {
                CallerConnection caller = CallerConnection.to(usher.callers());
                callers.add(caller);
                caller.sendLeniently(
                        "GET /cesbo?token=" + i + " HTTP/1.1\r\nHost: u\r\nX-Real-Path: /play/a001\r\n\r\n");
            }
            int allowed = 0;
            for (CallerConnection caller : callers) {
                try {
                    assertThat(caller.read().status()).isEqualTo(200);
                    allowed++;
                } catch (IOException e) { // closed at once
                }
            }

            // Then
            assertThat(allowed).isPositive();
            assertThat(middleware.asked()).hasSize(allowed);
            assertThat(usher.page("/healthz").status()).isEqualTo(200);
            assertThat(usher.page("/readyz").body()).contains("backend own: ok");
            assertThat(usher.log()).noneMatch(line -> line.startsWith("    ")); // as stack traces are written
        } finally {
            for (CallerConnection caller : callers) {
                caller.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void nobodyIsLetInForThat(String host) throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        try (TestingMiddleware middleware = TestingMiddleware.saying(200, answering::await);
                UsherProcess usher = UnpackedUsher.built()
                        .start(configuration(middleware.address().replace("127.0.0.1", host)));
                CallerConnection asked = CallerConnection.to(usher.callers());
                CallerConnection caller = CallerConnection.to(usher.callers());
                CallerConnection operator = CallerConnection.to(usher.management())) {
            // Given
            asked.send("/cesbo?token=1", "X-Real-Path: /play/a001");
            await().until(() -> middleware.asked().size() == 1);
            assertThat(operator.ask("/readyz", "Host: localhost").status()).isEqualTo(200);

            // When
            limit(usher, STANDARD_STREAMS);

            // Then
            for (int viewer = 2; viewer < 40; viewer++) { // more than the breaker's minimum
                assertThat(caller.ask("/cesbo?token=" + viewer, "X-Real-Path: /play/a001")
                                .status())
                        .isEqualTo(503);
            }
            assertThat(operator.ask("/readyz", "Host: localhost").body()).contains("backend own: ok");
            usher.awaitLog("reason=out-of-files");
            usher.awaitLog("WARN  OpenFiles this process can open no more files", lines -> lines.size() == 1);
            try (CallerConnection late = CallerConnection.to(usher.callers())) {
                usher.awaitLog("a connection can't be accepted", lines -> lines.size() == 1);
                assertThat(usher.log()).noneMatch(line -> line.startsWith("    "));

                // When
                limit(usher, FEW * 4);
                answering.countDown();

                // Then
                assertThat(late.ask("/cesbo?token=40", "X-Real-Path: /play/a001")
                                .status())
                        .isEqualTo(200);
                assertThat(asked.read().status()).isEqualTo(200);
                assertThat(middleware.asked()).hasSize(2);
            }
        }
    }

    private static void limit(UsherProcess usher, int files) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(prlimit(), "--pid", Long.toString(usher.pid()), "--nofile=" + files + ":")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private static String prlimit() {
        return RealPrograms.require("prlimit").toString();
    }

    private Path configuration(String address) throws IOException {
        return ConfigText.write(folder, """
                on-unavailable: allow
                backends:
                  own: {type: http, address: "%s", connect-timeout: 30s, timeout: 30s, canary: off}
                access:
                  - ask: [own]
                """.formatted(address));
    }
}
