package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code any-allows} over three middlewares of which one hangs. */
class FirstAllowAnswersAtOnceIT {

    private static final Duration BOUND =
            Duration.ofSeconds(50); // ample for a busy machine, and well below the timeout

    @TempDir
    private Path folder;

    /** One permit for each question, which lets the allowing one answer. */
    private final Semaphore hangingIsAsked = new Semaphore(0);

    private final CountDownLatch hangingIsGivenUp = new CountDownLatch(2);

    @Test
    void andTheHangingOneIsGivenUp() throws IOException, InterruptedException {
        try (LoopbackServer hanging = LoopbackServer.start(this::hang);
                TestingMiddleware denying = TestingMiddleware.saying(403);
                TestingMiddleware allowing = TestingMiddleware.saying(200, hangingIsAsked::acquire);
                UsherProcess usher = UnpackedUsher.built().start(ConfigText.write(folder, """
                        on-unavailable: error
                        backends:
                          hanging: {type: http, address: "%s", timeout: 2m, canary: off}
                          denying: {type: http, address: "%s", timeout: 2m}
                          allowing: {type: http, address: "%s", timeout: 2m}
                        access:
                          - {when: {path: [/first]}, ask: [hanging, denying, allowing], combining: any-allows}
                          - {when: {path: [/last]}, ask: [allowing, denying, hanging], combining: any-allows}
                        """.formatted(
                                hanging.address(), denying.address(), allowing.address())))) {
            for (String place : new String[] {"/first", "/last"}) {
                // When
                long begin = System.nanoTime();
                int status = usher.askAbout(place, "token=123").status();

                // Then
                assertThat(status).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
            }
            assertThat(hangingIsGivenUp.await(BOUND.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            usher.awaitMetric("usher_backend_verdicts_total{backend=\"hanging\",verdict=\"cancelled\"}", 2);
            usher.awaitMetric("usher_backend_verdicts_total{backend=\"allowing\",verdict=\"allow\"}", 2);
        }
    }

    /** Until the other side closes. */
    private void hang(Socket connection) throws IOException {
        CallerConnection.readHead(connection.getInputStream());
        hangingIsAsked.release();
        try {
            connection.getInputStream().read();
        } finally {
            hangingIsGivenUp.countDown();
        }
    }
}
