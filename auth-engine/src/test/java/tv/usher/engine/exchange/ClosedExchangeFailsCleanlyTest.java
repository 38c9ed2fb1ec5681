package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.UNREACHABLE;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.QueryString;
import tv.usher.engine.util.Clock;

@Timeout(60)
class ClosedExchangeFailsCleanlyTest {

    private static final String CLIENT = "203.0.113.7";
    private static final Duration LONG = Duration.ofHours(1);

    private final Timer timer = new HashedWheelTimer();

    private HttpExchange exchange(String backend) {
        ExchangeSettings settings =
                new ExchangeSettings(LONG, LONG, 2, 10, 100, LONG, 1000, 2000, LONG, Optional.empty());
        return new HttpExchange(
                backend, settings, false, 1, (address, connects) -> {}, () -> {}, timer, Clock.system());
    }

    private static List<BackendRequest> question(Endpoint endpoint) {
        return List.of(endpoint.get(QueryString.EMPTY));
    }

    @Test
    void everyQuestionUnderWayAndEveryLaterOne() {
        // Given
        try (TestingServer server = TestingServer.running(TestingServer.Connection::hang)) {
            HttpExchange exchange = exchange("closing");
            List<CompletableFuture<BackendResponse>> asked = IntStream.range(0, 8)
                    .mapToObj(i -> exchange.ask(question(server.endpoint()), CLIENT))
                    .toList();
            await().until(() -> server.connections() == 2);

            // When
            exchange.close();
            exchange.close();

            // Then
            assertThat(asked)
                    .allSatisfy(answer -> assertThat(failure(answer).kind()).isEqualTo(UNREACHABLE));
            assertThat(failure(exchange.ask(question(server.endpoint()), CLIENT))
                            .kind())
                    .isEqualTo(UNREACHABLE);
            await().until(() -> server.closedByClient() == 2);
            assertThat(server.connections()).isEqualTo(2);
        }
        timer.stop();
    }

    @Test
    void afterItsTimerToo() {
        HttpExchange exchange = exchange("timer-stopped");
        timer.stop();
        Endpoint endpoint = Endpoint.of(URI.create("http://127.0.0.1:1/"));
        assertThat(failure(exchange.ask(question(endpoint), CLIENT)).kind()).isEqualTo(UNREACHABLE);
        exchange.close();
    }

    @Test
    void andItsThreadsEnd() {
        // Given
        try (TestingServer server = TestingServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                TestingServer hanging = TestingServer.running(TestingServer.Connection::hang)) {
            HttpExchange exchange = exchange("threads");
            answer(exchange.ask(question(server.endpoint()), CLIENT));
            CompletableFuture<BackendResponse> inHandshake =
                    exchange.ask(question(Endpoint.of(URI.create("https://localhost:" + hanging.port()))), CLIENT);
            await().until(() -> hanging.connections() == 1);
            assertThat(threadsOf("threads")).contains("usher-ask-threads");

            // When
            exchange.close();

            // Then
            assertThat(failure(inHandshake).kind()).isEqualTo(UNREACHABLE);
            await().untilAsserted(() -> assertThat(threadsOf("threads")).isEmpty());
        }
        timer.stop();
    }

    private static List<String> threadsOf(String backend) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("usher-") && name.endsWith("-" + backend))
                .toList();
    }
}
