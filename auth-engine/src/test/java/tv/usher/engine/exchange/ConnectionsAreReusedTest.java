package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.BackendResponse;

@Timeout(60)
class ConnectionsAreReusedTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK,
                "HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nforbidden",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
            })
    void afterEveryCompleteAnswer(String raw) {
        try (TestingServer server = TestingServer.answering(raw);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            // When
            for (int i = 0; i < 20; i++) {
                answer(backend.ask());
            }

            // Then
            assertThat(server.questions()).hasSize(20);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void byQuestionsThatWaitForOne() {
        try (TestingServer server = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint()).maxConcurrent(3)) {
            // When
            List<CompletableFuture<BackendResponse>> asked =
                    IntStream.range(0, 100).mapToObj(i -> backend.ask()).toList();

            // Then
            assertThat(asked)
                    .allSatisfy(answer -> assertThat(answer(answer).status()).isEqualTo(200));
            assertThat(server.connections()).isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nProxy-Connection: close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
            })
    void unlessTheMiddlewareCloses(String raw) {
        try (TestingServer server = TestingServer.answering(raw);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            // When
            answer(backend.ask());
            answer(backend.ask());

            // Then
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void unlessTheyWereIdleForTooLong() {
        // Given
        try (TestingServer server = TestingServer.answering(OK);
                TestingHttpExchange backend =
                        new TestingHttpExchange(server.endpoint()).keepAlive(Duration.ofMillis(200))) {
            // When
            answer(backend.ask());

            // Then
            await().until(() -> server.closedByClient() == 1);
            assertThat(answer(backend.ask()).status()).isEqualTo(200);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void oneThatTheMiddlewareClosedMeanwhileDoesNotFailTheNextQuestion() {
        // Given a middleware that closes after each answer without saying so
        try (TestingServer server = TestingServer.running(connection -> {
                    connection.readQuestion();
                    connection.write(OK);
                    connection.finish();
                });
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            // When
            for (int i = 1; i <= 20; i++) {
                answer(backend.ask());
                int closed = i;
                await().pollInterval(Duration.ofMillis(2)).until(() -> server.closedByClient() == closed);
            }

            // Then
            assertThat(server.questions()).hasSize(20);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\n\r\nno",
                "Transfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\nX-Trailer: a\r\n\r\n"
            })
    void anUnaskedAnswerNeverAnswersTheNextQuestion(String lengthAndBody) {
        // Given a middleware whose denial is followed by what could pass for an allow
        String denial = "HTTP/1.1 403 Forbidden\r\n" + lengthAndBody;
        try (TestingServer server = TestingServer.answering(denial + OK);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            // When
            for (int i = 0; i < 50; i++) {
                assertThat(answer(backend.ask("token=" + i)).status()).isEqualTo(403);
            }

            // Then nobody was asked twice
            assertThat(server.questions()).hasSize(50).doesNotHaveDuplicates();
        }
    }

    @Test
    void noHalfAnswerIsLeftForTheNextQuestion() {
        // Given
        String denial = "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno";
        try (TestingServer server = TestingServer.answering(denial + "HTTP/1.1 200 OK\r\nX-Half: ");
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            for (int i = 0; i < 20; i++) {
                // When
                CompletableFuture<BackendResponse> next = backend.ask();

                // Then
                assertThat(next.handle((answer, failure) -> failure == null && answer.status() == 200)
                                .join())
                        .isFalse();
            }
        }
    }
}
