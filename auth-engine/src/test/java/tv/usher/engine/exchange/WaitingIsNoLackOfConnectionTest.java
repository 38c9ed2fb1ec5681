package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.api.BackendResponse;
import tv.usher.engine.exchange.ExchangeFailure.Kind;

/** A deadline that falls while a question waits for a place says nothing about the address. */
@Timeout(60)
class WaitingIsNoLackOfConnectionTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String LAST = OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");

    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final CountDownLatch mayClose = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Test
    void notEvenWhenAKeptConnectionTurnedOutClosedBefore() {
        // Given two places: in one of them a connection is kept
        try (TestingServer first = TestingServer.running(this::serve);
                TestingServer second = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(first.endpoint(), second.endpoint())
                        .timeout(Duration.ofSeconds(3))
                        .maxConcurrent(2)
                        .maxWaiting(5)) {
            CompletableFuture<BackendResponse> busy = backend.ask("busy");
            await().until(() -> first.questions().size() == 1);
            answer(backend.ask("kept"));

            // When the I/O thread asks over it and hasn't seen that it is closed, while others want a place too
            CompletableFuture<CompletableFuture<BackendResponse>> asked = busy.thenApply(answered -> {
                mayClose.countDown();
                awaitUninterruptibly(closed);
                CompletableFuture<BackendResponse> question = backend.ask("too-late");
                backend.ask("other");
                backend.ask("other");
                return question;
            });
            mayAnswer.countDown();

            // Then it waits until its time is over
            assertThat(failure(asked.join()).kind()).isEqualTo(Kind.BUSY);
            assertThat(first.questions()).hasSize(4).noneMatch(question -> question.contains("too-late"));
            assertThat(backend.watched()).isEmpty();
        }
    }

    private void serve(TestingServer.Connection connection) throws IOException {
        String question = connection.readQuestion();
        if (question.contains("busy")) {
            awaitUninterruptibly(mayAnswer);
            connection.write(LAST);
        } else if (question.contains("kept")) {
            connection.write(OK);
            awaitUninterruptibly(mayClose);
            connection.closeHalf();
            closed.countDown();
        }
        connection.hang();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
