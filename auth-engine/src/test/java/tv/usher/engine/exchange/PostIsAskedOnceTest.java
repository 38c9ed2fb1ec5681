package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.RESET;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.RequestBody;

/** A question with a body is a POST of exactly these bytes, and is never sent again once it may have been read. */
@Timeout(120)
class PostIsAskedOnceTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final RequestBody BODY = RequestBody.json("{\"user\":\"\u0410\u043b\u0438\u0441\u0430\"}");

    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();

    private TestingServer answering() {
        return TestingServer.running(connection -> {
            while (connection.readQuestion() != null) {
                bodies.add(connection.readBody(BODY.length()));
                connection.write(OK);
            }
        });
    }

    @Test
    void itsBytesAndWhatTheyAreArriveWhole() {
        // Given
        try (TestingServer server = answering();
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            Instant before = Instant.now();

            // When
            BackendResponse first = TestingHttpExchange.answer(post(backend, server));
            TestingHttpExchange.answer(post(backend, server));

            // Then
            assertThat(first.body()).isEqualTo("ok");
            assertThat(first.receivedAt()).isBetween(before.minusMillis(1), Instant.now());
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.questions())
                    .hasSize(2)
                    .allSatisfy(head -> assertThat(head.lines())
                            .startsWith("POST /check/%D0%90%20b?a=1 HTTP/1.1")
                            .contains(
                                    "Content-Type: application/json", "Content-Length: " + BODY.length(), "X-Key: 1"));
            assertThat(bodies).hasSize(2).containsOnly(new String(BODY.bytes(), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void oneThatCannotBeWrittenIsNoSignOfAnOutage() {
        // Given
        RequestBody nonsense = RequestBody.of("text/plain; charset=nonsense", new byte[1]);
        try (TestingServer server = answering();
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint(), server.endpoint())) {
            BackendRequest request = server.endpoint().post(nonsense);

            // When
            CompletableFuture<BackendResponse> asked = backend.exchange().ask(List.of(request, request), "203.0.113.7");

            // Then
            await().until(asked::isDone);
            assertThat(asked.handle((answer, failure) -> failure).join()).isNotInstanceOf(ExchangeFailure.class);
            assertThat(backend.exchange().isIdle()).isTrue();
            assertThat(backend.watched()).isEmpty();
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void itIsNotRepeatedWhereAGetWouldBe() {
        // Given a server that ends the kept connection when it has read the second question
        try (TestingServer server = TestingServer.running(connection -> {
                    connection.readQuestion();
                    connection.readBody(BODY.length());
                    connection.write(OK);
                    connection.readQuestion();
                });
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint()).mayRepeat()) {
            TestingHttpExchange.answer(post(backend, server));

            // When
            ExchangeFailure failure = TestingHttpExchange.failure(post(backend, server));

            // Then
            assertThat(failure.kind()).isEqualTo(RESET);
            assertThat(server.questions()).hasSize(2);
        }
    }

    private static CompletableFuture<BackendResponse> post(TestingHttpExchange backend, TestingServer server) {
        return backend.exchange()
                .ask(
                        List.of(server.endpoint("localhost", "/check?a=1")
                                .at("\u0410 b")
                                .post(BODY)
                                .header("X-Key", "1")),
                        "203.0.113.7");
    }
}
