package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

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

@org.junit.jupiter.api.Timeout(60)
class DeadIoThreadIsReplacedTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final AtomicBoolean dies = new AtomicBoolean();

    @Test
    void andTheNextQuestionsAreAnswered() {
        // Given
        try (TestingServer server = TestingServer.running(connection -> {
                    for (String question = connection.readQuestion();
                            question != null;
                            question = connection.readQuestion()) {
                        if (question.contains("hang")) {
                            connection.hang();
                        }
                        connection.write(OK);
                    }
                });
                TestingHttpExchange backend =
                        new TestingHttpExchange(server.endpoint()).timer(new DyingTimer(new HashedWheelTimer()))) {
            answer(backend.ask());
            CompletableFuture<BackendResponse> hanging = backend.ask("hang");
            await().until(() -> server.questions().size() == 2);

            // When
            dies.set(true);
            CompletableFuture<BackendResponse> fatal = backend.ask();

            // Then
            assertThat(failure(hanging).kind()).isEqualTo(ExchangeFailure.Kind.RESET);
            await().until(fatal::isDone);
            await().until(() ->
                    backend.ask().handle((answer, dead) -> dead == null).join());
            assertThat(answer(backend.ask()).status()).isEqualTo(200);
            await().until(() -> backend.exchange().isIdle());
            await().until(() -> server.openConnections() == backend.connections());
        }
    }

    /** Whose timeouts, cancelled on an I/O thread, end that thread once. */
    private final class DyingTimer implements Timer {

        private final Timer timer;

        DyingTimer(Timer timer) {
            this.timer = timer;
        }

        @Override
        public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
            return new DyingTimeout(timer.newTimeout(task, delay, unit));
        }

        @Override
        public Set<Timeout> stop() {
            return timer.stop();
        }
    }

    private final class DyingTimeout implements Timeout {

        private final Timeout timeout;

        DyingTimeout(Timeout timeout) {
            this.timeout = timeout;
        }

        @Override
        public Timer timer() {
            return timeout.timer();
        }

        @Override
        public TimerTask task() {
            return timeout.task();
        }

        @Override
        public boolean isExpired() {
            return timeout.isExpired();
        }

        @Override
        public boolean isCancelled() {
            return timeout.isCancelled();
        }

        @Override
        public boolean cancel() {
            if (Thread.currentThread().getName().startsWith("usher-ask-") && dies.compareAndSet(true, false)) {
                throw new StackOverflowError("testing");
            }
            return timeout.cancel();
        }
    }
}
