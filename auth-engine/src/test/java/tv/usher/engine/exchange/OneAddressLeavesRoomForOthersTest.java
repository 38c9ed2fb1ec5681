package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.BUSY;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.OVER_SHARE;
import static tv.usher.engine.exchange.TestingHttpExchange.PATIENCE;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.BackendResponse;
import tv.usher.api.QueryString;

/** T44: one address fills neither the connections nor the queue, whatever its questions do. */
@Timeout(60)
class OneAddressLeavesRoomForOthersTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7,   203.0.113.7,        203.0.113.8",
        "2001:db8::1,   2001:db8::ffff:2,   2001:db8:0:1::1",
        "'',            '',                 203.0.113.8"
    })
    void othersAreAnsweredWhileItsQuestionsHang(String guesser, String sameNetwork, String newcomer) {
        try (TestingServer server = TestingServer.running(OneAddressLeavesRoomForOthersTest::serve);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .maxConcurrent(4)
                        .maxWaiting(40)
                        .addressShare(50)) {
            // Given
            List<CompletableFuture<BackendResponse>> guesses = IntStream.range(0, 100)
                    .mapToObj(i -> backend.askFrom(i % 2 == 0 ? guesser : sameNetwork, "guess"))
                    .toList();
            await().until(() -> server.questions().size() == 2);

            // When, Then
            for (int i = 0; i < 20; i++) {
                assertThat(answer(backend.askFrom(newcomer, "ticket")).status()).isEqualTo(200);
            }
            assertThat(guesses.subList(0, 22)).noneMatch(CompletableFuture::isDone);
            assertThat(backend.exchange().maxInBackground())
                    .as("renewals meanwhile")
                    .isPositive();
            assertThat(guesses.subList(22, 100))
                    .allSatisfy(guess -> assertThat(failure(guess).kind()).isEqualTo(OVER_SHARE));
        }
    }

    @Test
    void aQueueThatManyAddressesFillIsFull() {
        try (TestingServer server = TestingServer.running(OneAddressLeavesRoomForOthersTest::serve);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .maxConcurrent(1)
                        .maxWaiting(3)
                        .addressShare(25)) {
            IntStream.range(0, 4).forEach(i -> backend.askFrom("203.0.113." + i, "guess"));

            assertThat(failure(backend.askFrom("203.0.113.9", "ticket")).kind()).isEqualTo(BUSY);
        }
    }

    /** Else a flood could keep the canary from finding out that a middleware is well. */
    @Test
    void ushersOwnQuestionNeverWaits() {
        try (TestingServer server = TestingServer.running(OneAddressLeavesRoomForOthersTest::serve);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .maxConcurrent(2)
                        .maxWaiting(2)) {
            // Given
            IntStream.range(0, 4).forEach(i -> backend.askFrom("203.0.113." + i, "guess"));
            await().until(() -> server.questions().size() == 2);

            // When
            CompletableFuture<BackendResponse> own =
                    backend.exchange().ask(List.of(server.endpoint().get(QueryString.of("ticket"))), PATIENCE);

            // Then
            assertThat(answer(own).status()).isEqualTo(200);
        }
    }

    private static void serve(TestingServer.Connection connection) throws IOException {
        for (String question = connection.readQuestion(); question != null; question = connection.readQuestion()) {
            if (question.contains("guess")) {
                connection.hang();
            }
            connection.write(OK);
        }
    }
}
