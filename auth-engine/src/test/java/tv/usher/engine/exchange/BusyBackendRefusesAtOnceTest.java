package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.BUSY;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.api.BackendResponse;

@Timeout(60)
class BusyBackendRefusesAtOnceTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @Test
    void oneQuestionMoreThanMayWait() {
        // Given two connections and three that wait
        CountDownLatch mayAnswer = new CountDownLatch(1);
        try (TestingServer server = answeringAfter(mayAnswer);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .maxConcurrent(2)
                        .maxWaiting(3)) {
            List<CompletableFuture<BackendResponse>> asked =
                    IntStream.range(0, 5).mapToObj(i -> backend.ask()).toList();
            await().until(() -> server.questions().size() == 2);

            // When
            CompletableFuture<BackendResponse> oneMore = backend.ask();

            // Then
            assertThat(oneMore).isDone();
            assertThat(failure(oneMore).kind()).isEqualTo(BUSY);
            assertThat(failure(oneMore)).hasMessage("3 questions wait for a connection already");
            assertThat(asked).noneMatch(CompletableFuture::isDone);

            // And the others are answered in their turn
            mayAnswer.countDown();
            assertThat(asked)
                    .allSatisfy(answer -> assertThat(answer(answer).status()).isEqualTo(200));
            assertThat(server.connections()).isEqualTo(2);
            assertThat(answer(backend.ask()).status()).isEqualTo(200);
        }
    }

    @Test
    void nobodyWaitsIfNobodyMay() {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        try (TestingServer server = answeringAfter(mayAnswer);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .maxConcurrent(1)
                        .maxWaiting(0)) {
            // Given
            CompletableFuture<BackendResponse> first = backend.ask();

            // When, Then
            assertThat(failure(backend.ask()).kind()).isEqualTo(BUSY);
            mayAnswer.countDown();
            answer(first);
        }
    }

    private static TestingServer answeringAfter(CountDownLatch latch) {
        return TestingServer.running(connection -> {
            while (connection.readQuestion() != null) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    return;
                }
                connection.write(OK);
            }
        });
    }
}
