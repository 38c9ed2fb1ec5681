package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.engine.exchange.ExchangeFailure.Kind;
import tv.usher.engine.util.ReasonCode;

/** A deadline that falls while a question waits for its turn says nothing about the backend. */
@Timeout(60)
class WaitingIsNoLackOfConnectionTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @Test
    void whoWaitedInVainIsAskedNowhere() {
        // Given one place at the first of two addresses, and a question that keeps it
        try (TestingServer first = TestingServer.running(TestingServer.Connection::hang);
                TestingServer second = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(first.endpoint(), second.endpoint())
                        .timeout(Duration.ofSeconds(1))
                        .maxConcurrent(1)
                        .maxWaiting(5)) {
            backend.ask("busy");
            await().until(() -> first.connections() == 1);

            // When
            CompletableFuture<BackendResponse> late = backend.ask("too-late");

            // Then
            assertThat(failure(late).kind()).isEqualTo(Kind.BUSY);
            assertThat(second.questions()).isEmpty();
            assertThat(backend.watched()).isEmpty();
        }
    }

    @Test
    void whoIsEndedByAReloadSaysNothingOfTheAddress() {
        // Given a question that waits for a name server
        CountDownLatch closed = new CountDownLatch(1);
        Endpoint named = Endpoint.of(URI.create("http://mw.example.com"));
        try (TestingServer second = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(named, second.endpoint())
                        .lookup(TestingLookup.to(host -> {
                            await().until(() -> closed.getCount() == 0);
                            return InetAddress.getLoopbackAddress();
                        }))) {
            CompletableFuture<BackendResponse> asked = backend.ask();

            // When
            backend.exchange().close();
            closed.countDown();

            // Then
            assertThat(failure(asked).reason().code()).isEqualTo(ReasonCode.BACKEND_CLOSED.code());
            assertThat(second.questions()).isEmpty();
            assertThat(backend.watched()).isEmpty();
        }
    }

    @Test
    void whoHadNoTimeLeftToConnectSaysNothingOfTheAddress() {
        assertThat(ExchangeFailure.noPlaceWithin(Duration.ofSeconds(2)).isOfTheAddress())
                .isFalse();
        assertThat(ExchangeFailure.noAnswerWithin(Duration.ofSeconds(2)).isOfTheAddress())
                .isTrue();
    }
}
