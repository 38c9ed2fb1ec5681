package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.engine.exchange.ExchangeFailure.Kind;

/** An address without a connection is passed over until there is one: a question that ended before says nothing. */
@Timeout(60)
class OnlyAConnectionEndsPassingOverTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final AtomicBoolean known = new AtomicBoolean();

    @Test
    void notATrialThatWasGivenUpWhileItConnects() {
        // Given an address that couldn't be found, and swallows what it is sent now
        try (TestingServer first = TestingServer.running(TestingServer.Connection::hang);
                TestingServer second = TestingServer.answering(OK);
                TestingHttpExchange backend = passingOver(first, second)) {
            answer(backend.ask());
            known.set(true);
            CompletableFuture<BackendResponse> trial = backend.ask();
            await().until(() -> first.connections() == 1);

            // When
            trial.cancel(true);

            // Then
            assertThat(backend.watched()).containsExactly("0 down");
        }
    }

    @Test
    void notATrialWithoutAPlace() {
        // Given
        try (TestingServer first = TestingServer.answering(OK);
                TestingServer second = TestingServer.running(TestingServer.Connection::hang);
                TestingHttpExchange backend =
                        passingOver(first, second).maxConcurrent(1).maxWaiting(0)) {
            backend.ask();
            await().until(() -> second.connections() == 1);

            // When
            ExchangeFailure failure = failure(backend.ask());

            // Then
            assertThat(failure.kind()).isEqualTo(Kind.BUSY);
            assertThat(backend.watched()).containsExactly("0 down");
        }
    }

    @Test
    void notATrialThatWasGivenUpWhileItWaitsForAPlace() {
        // Given
        try (TestingServer first = TestingServer.answering(OK);
                TestingServer second = TestingServer.running(TestingServer.Connection::hang);
                TestingHttpExchange backend =
                        passingOver(first, second).maxConcurrent(1).maxWaiting(1)) {
            backend.ask();
            await().until(() -> second.connections() == 1);
            known.set(true);

            // When
            backend.ask().cancel(true);

            // Then
            assertThat(backend.watched()).containsExactly("0 down");
        }
    }

    @Test
    void notAQuestionOverAConnectionThatIsOlder() throws IOException {
        // Given an address that answers once, and then takes no more connections
        try (TestingServer first = TestingServer.running(connection -> {
                    connection.readQuestion();
                    connection.write(OK);
                    connection.readQuestion();
                    connection.hang();
                });
                TestingServer second = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(first.endpoint(), second.endpoint())) {
            answer(backend.ask());
            CompletableFuture<BackendResponse> hanging = backend.ask();
            await().until(() -> first.questions().size() == 2);
            first.refuseMore();
            answer(backend.ask());

            // When
            hanging.cancel(true);

            // Then
            assertThat(first.connections()).isEqualTo(1);
            assertThat(backend.watched()).containsExactly("0 down");
        }
    }

    @Test
    void butAQuestionThatWasSentAndGivenUp() {
        // Given
        try (TestingServer first = TestingServer.running(connection -> {
                    connection.readQuestion();
                    connection.hang();
                });
                TestingServer second = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(
                                Endpoint.of(URI.create("http://first.test:" + first.port() + "/check")),
                                second.endpoint())
                        .passOver(Duration.ofNanos(1))
                        .lookup(TestingLookup.to(this::lookUp))) {
            answer(backend.ask());
            known.set(true);
            CompletableFuture<BackendResponse> trial = backend.ask();
            await().until(() -> first.questions().size() == 1);

            // When
            trial.cancel(true);

            // Then
            assertThat(backend.watched()).containsExactly("0 down", "0 up");
        }
    }

    /** The first is {@code https}, so that there is no connection before a handshake; each question tries it. */
    private TestingHttpExchange passingOver(TestingServer first, TestingServer second) {
        Endpoint unknown = Endpoint.of(URI.create("https://first.test:" + first.port() + "/check"));
        return new TestingHttpExchange(unknown, second.endpoint())
                .passOver(Duration.ofNanos(1))
                .lookup(TestingLookup.to(this::lookUp));
    }

    private InetAddress lookUp(String host) throws UnknownHostException {
        if (host.equals("first.test") && !known.get()) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getLoopbackAddress();
    }
}
