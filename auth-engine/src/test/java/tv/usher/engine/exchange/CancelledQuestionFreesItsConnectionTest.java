package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;

@Timeout(60)
class CancelledQuestionFreesItsConnectionTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    /** Hangs when asked for {@code hang=1}. */
    private static TestingServer server() {
        return TestingServer.running(connection -> {
            for (String question = connection.readQuestion(); question != null; question = connection.readQuestion()) {
                if (question.contains("hang=1")) {
                    connection.hang();
                    return;
                }
                connection.write(OK);
            }
        });
    }

    @Test
    void whileTheMiddlewareHangs() {
        // Given
        try (TestingServer server = server();
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .maxConcurrent(1)
                        .maxWaiting(0)) {
            CompletableFuture<BackendResponse> asked = backend.ask("hang=1");
            await().until(() -> server.questions().size() == 1);

            // When
            asked.cancel(true);

            // Then
            assertThat(asked).isCancelled();
            await().until(() -> server.closedByClient() == 1);
            assertThat(answer(backend.ask()).status()).isEqualTo(200);
        }
    }

    @Test
    void whileItWaits() {
        // Given
        try (TestingServer server = server();
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .maxConcurrent(1)
                        .maxWaiting(50)) {
            CompletableFuture<BackendResponse> first = backend.ask("hang=1");
            await().until(() -> server.questions().size() == 1);
            List<CompletableFuture<BackendResponse>> waiting = IntStream.range(0, 49)
                    .mapToObj(i -> backend.ask("waiting=" + i))
                    .toList();
            CompletableFuture<BackendResponse> last = backend.ask("last");

            // When
            waiting.forEach(question -> question.cancel(true));
            first.cancel(true);

            // Then
            assertThat(answer(last).status()).isEqualTo(200);
            assertThat(server.questions()).hasSize(2);
        }
    }

    @Test
    void inTheTlsHandshake() {
        // Given
        try (TestingServer server = TestingServer.running(TestingServer.Connection::hang);
                TestingHttpExchange backend = new TestingHttpExchange(
                                Endpoint.of(URI.create("https://localhost:" + server.port())))
                        .connectTimeout(Duration.ofSeconds(1))) {
            CompletableFuture<BackendResponse> asked = backend.ask();
            await().until(() -> server.connections() == 1);

            // When
            asked.cancel(true);

            // Then
            await().until(() -> server.closedByClient() == 1);
        }
    }

    @Test
    void beforeTheAddressIsKnown() {
        // Given
        CountDownLatch mayResolve = new CountDownLatch(1);
        try (TestingServer server = server();
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .lookup(TestingLookup.to(host -> {
                            awaitUninterruptibly(mayResolve);
                            return InetAddress.getLoopbackAddress();
                        }))) {
            CompletableFuture<BackendResponse> asked = backend.ask("cancelled");

            // When
            asked.cancel(true);
            mayResolve.countDown();

            // Then
            assertThat(answer(backend.ask("next")).status()).isEqualTo(200);
            assertThat(server.questions()).hasSize(1).first().asString().contains("next");
        }
    }

    @Test
    void beforeItIsSent() throws Exception {
        // Given two kept connections
        CyclicBarrier bothAsked = new CyclicBarrier(2);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        try (TestingServer server = TestingServer.running(connection -> {
                    for (String question = connection.readQuestion();
                            question != null;
                            question = connection.readQuestion()) {
                        if (question.contains("together")) {
                            awaitUninterruptibly(bothAsked);
                        } else {
                            awaitUninterruptibly(mayAnswer);
                        }
                        connection.write(OK);
                    }
                });
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint()).maxConcurrent(2)) {
            askTwo(backend);

            // When the I/O thread itself, which would send it, asks and cancels
            CompletableFuture<Void> asked =
                    backend.ask("before").thenRun(() -> backend.ask("cancelled").cancel(true));
            mayAnswer.countDown();
            asked.get(30, TimeUnit.SECONDS);

            // Then it costs its own connection and not the other
            await().until(() -> server.closedByClient() == 1);
            assertThat(answer(backend.ask("after")).status()).isEqualTo(200);
            askTwo(backend);
            assertThat(server.connections()).isEqualTo(3);
            assertThat(server.questions()).noneMatch(question -> question.contains("cancelled"));
        }
    }

    private static void askTwo(TestingHttpExchange backend) {
        CompletableFuture<BackendResponse> one = backend.ask("together");
        CompletableFuture<BackendResponse> other = backend.ask("together");
        assertThat(answer(one).status()).isEqualTo(200);
        assertThat(answer(other).status()).isEqualTo(200);
    }

    private static void awaitUninterruptibly(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void atAnyMoment() {
        // Given
        try (TestingServer server = server();
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .maxConcurrent(2)
                        .maxWaiting(10)) {
            // When
            for (int i = 0; i < 500; i++) {
                CompletableFuture<BackendResponse> asked = backend.ask();
                for (int spin = 0; spin < i * 20; spin++) {
                    Thread.onSpinWait();
                }
                asked.cancel(true);
            }

            // Then no place is lost
            for (int i = 0; i < 50; i++) {
                assertThat(answer(backend.ask()).status()).isEqualTo(200);
            }
        }
    }
}
