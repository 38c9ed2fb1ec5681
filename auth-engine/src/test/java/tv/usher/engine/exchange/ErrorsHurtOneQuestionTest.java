package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tv.usher.api.BackendResponse;

/** A machine without threads or memory to spare fails one question, and the next one has its place. */
@org.junit.jupiter.api.Timeout(60)
class ErrorsHurtOneQuestionTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @Test
    void anErrorWhileItBeginsFailsItAndFreesItsPlace() {
        // Given
        FailingTimer timer = new FailingTimer();
        try (TestingServer server = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .maxConcurrent(1)
                        .timer(timer)) {
            answer(backend.ask());

            // When
            timer.fails.set(true);
            CompletableFuture<BackendResponse> asked = backend.ask();

            // Then
            assertThat(asked)
                    .failsWithin(TestingHttpExchange.PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(OutOfMemoryError.class);
            assertThat(answer(backend.ask()).status()).isEqualTo(200);
            assertThat(backend.exchange().isIdle()).isTrue();
        }
    }

    /** Fails once, as where a thread can't be started. */
    private static final class FailingTimer implements Timer {

        private final Timer timer = new HashedWheelTimer();
        private final AtomicBoolean fails = new AtomicBoolean();

        @Override
        public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
            if (fails.compareAndSet(true, false)) {
                throw new OutOfMemoryError("testing");
            }
            return timer.newTimeout(task, delay, unit);
        }

        @Override
        public Set<Timeout> stop() {
            return timer.stop();
        }
    }
}
