package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stop while callers ask without a pause, on connections that they keep. */
class StopLosesNoAnswerIT {

    private static final int CALLERS = 8;
    private static final int WARM = 5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void underLoad(String signal) throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.saying(200, () -> Thread.sleep(20));
                UsherProcess usher = start(middleware, signal)) {
            // Given
            List<BusyCaller> callers = Stream.generate(() -> new BusyCaller(usher.callers()))
                    .limit(CALLERS)
                    .toList();
            callers.forEach(BusyCaller::start);
            await().until(() -> callers.stream().allMatch(caller -> caller.answers() >= WARM || caller.hasEnded()));

            // When
            int status = usher.stop(signal);

            // Then
            for (BusyCaller caller : callers) {
                caller.join(RunningProgram.PATIENCE.toMillis());
                assertThat(caller.hasEnded()).isTrue();
                assertThat(caller.lost()).isEmpty();
                assertThat(caller.answers()).isGreaterThanOrEqualTo(WARM);
            }
            assertThat(status).isZero();
        }
    }

    @Test
    void ofTheOneQuestionOnAConnectionThatWasOpenBefore() throws Exception {
        CountDownLatch draining = new CountDownLatch(1);
        try (TestingMiddleware middleware = TestingMiddleware.saying(200, draining::await);
                UsherProcess usher = start(middleware, "TERM");
                CallerConnection caller = CallerConnection.to(usher.callers())) {
            // Given
            caller.send("/?token=123");
            await().until(() -> !middleware.asked().isEmpty());

            // When
            usher.signal("TERM");
            await().until(
                            () -> usher.page("/readyz"),
                            page -> page.status() == 503 && page.body().equals("draining\n"));
            draining.countDown();

            // Then
            CallerConnection.Answer answer = caller.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(usher.awaitExit()).isZero();
        }
    }

    private UsherProcess start(TestingMiddleware middleware, String signal) throws IOException {
        Path configuration = ConfigText.write(folder, ConfigText.asking(middleware.address()));
        return UnpackedUsher.built().startHearing(signal, configuration);
    }
}
