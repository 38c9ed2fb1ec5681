package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.REFUSED;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.RESET;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.BackendResponse;

/** A middleware that closes idle connections sooner than we do isn't out. */
@Timeout(120)
class KeptConnectionsEndUnnoticedTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** Answers one question on each connection, and ends the connection when it has read the second, as if they had crossed. */
    private static TestingServer endingAtTheSecond(String beforeItEnds) {
        return TestingServer.running(connection -> {
            connection.readQuestion();
            connection.write(OK);
            if (connection.readQuestion() != null) {
                connection.write(beforeItEnds);
            }
        });
    }

    @Test
    void sinceTheSameIsAskedOnceMore() {
        // Given
        try (TestingServer server = endingAtTheSecond("");
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint()).mayRepeat()) {
            answer(backend.ask("token=1"));

            // When
            assertThat(answer(backend.ask("token=2")).status()).isEqualTo(200);

            // Then
            assertThat(server.questions()).hasSize(3);
            assertThat(server.questions().get(2)).isEqualTo(server.questions().get(1));
        }
    }

    @Test
    void butNeverWhereATokenIsGoodForOneTime() {
        // Given
        try (TestingServer server = endingAtTheSecond("");
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            answer(backend.ask("token=1"));

            // When
            assertThat(failure(backend.ask("token=2")).kind()).isEqualTo(RESET);

            // Then
            assertThat(server.questions()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"H", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"})
    void norWhenAByteOfAnAnswerHasCome(String beginning) {
        // Given
        try (TestingServer server = endingAtTheSecond(beginning);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint()).mayRepeat()) {
            answer(backend.ask("token=1"));

            // When
            assertThat(failure(backend.ask("token=2")).kind()).isEqualTo(RESET);

            // Then
            assertThat(server.questions()).hasSize(2);
        }
    }

    @Test
    void norOnAConnectionThatIsNew() {
        // Given
        try (TestingServer server = TestingServer.running(TestingServer.Connection::readQuestion);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint()).mayRepeat()) {
            // When
            assertThat(failure(backend.ask()).kind()).isEqualTo(RESET);

            // Then
            assertThat(server.questions()).hasSize(1);
        }
    }

    @Test
    void butNobodyElseIsAskedWhatMayHaveBeenRead() {
        // Given an address that ends its connection at the second question, and takes no other
        AtomicReference<TestingServer> itself = new AtomicReference<>();
        try (TestingServer first = TestingServer.running(connection -> {
                    connection.readQuestion();
                    connection.write(OK);
                    connection.readQuestion();
                    itself.get().refuseMore();
                });
                TestingServer second = TestingServer.answering(OK);
                TestingHttpExchange backend =
                        new TestingHttpExchange(first.endpoint(), second.endpoint()).mayRepeat()) {
            itself.set(first);
            answer(backend.ask("token=1"));

            // When
            assertThat(failure(backend.ask("token=2")).kind()).isEqualTo(REFUSED);

            // Then
            assertThat(second.questions()).isEmpty();
        }
    }

    @Test
    void evenIfAllThatAreKeptEnd() {
        // Given
        try (TestingServer server = endingAtTheSecond("");
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint()).mayRepeat()) {
            List<CompletableFuture<BackendResponse>> atOnce =
                    IntStream.range(0, 4).mapToObj(i -> backend.ask()).toList();
            atOnce.forEach(TestingHttpExchange::answer);

            // When
            assertThat(answer(backend.ask("token=5")).status()).isEqualTo(200);

            // Then it is asked again over a new one
            assertThat(server.questions().stream().filter(question -> question.contains("token=5")))
                    .hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void evenAskedJustWhenItCloses() {
        // Given
        Duration idle = Duration.ofMillis(10);
        try (TestingServer server = TestingServer.running(connection -> {
                    String question = connection.readQuestion();
                    while (question != null) {
                        connection.write(OK);
                        question = connection.readQuestionWithin(idle);
                    }
                });
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint()).mayRepeat()) {
            for (int i = 0; i < 500; i++) {
                // When
                LockSupport.parkNanos(idle.toNanos());

                // Then
                assertThat(answer(backend.ask()).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void andOneThatSaysHowLongItKeepsThemIsAskedNoLaterOverThem() {
        // Given
        String saying = OK.replace("\r\n\r\n", "\r\nKeep-Alive: timeout=1, max=100\r\n\r\n");
        try (TestingServer server = TestingServer.answering(saying);
                TestingHttpExchange backend =
                        new TestingHttpExchange(server.endpoint()).keepAlive(Duration.ofSeconds(2))) {
            // When
            answer(backend.ask());
            long answered = System.nanoTime();

            // Then it is closed by us, before the second is over or soon after by the sweep
            await().pollInterval(Duration.ofMillis(10)).until(() -> server.closedByClient() == 1);
            assertThat(Duration.ofNanos(System.nanoTime() - answered)).isLessThan(Duration.ofMillis(1900));
        }
    }

    @Test
    void norOneThatKeepsThemNotAtAll() {
        // Given
        String saying = OK.replace("\r\n\r\n", "\r\nKeep-Alive: timeout=0\r\n\r\n");
        try (TestingServer server = TestingServer.answering(saying);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            // When
            answer(backend.ask());
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            answer(backend.ask());

            // Then
            assertThat(server.connections()).isEqualTo(2);
        }
    }
}
