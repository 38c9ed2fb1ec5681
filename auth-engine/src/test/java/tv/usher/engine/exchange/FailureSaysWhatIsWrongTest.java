package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.REFUSED;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.RESET;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.TIMEOUT;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.TLS;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.UNREACHABLE;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.UNRESOLVED;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.engine.util.ReasonCode;

@Timeout(60)
class FailureSaysWhatIsWrongTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @Test
    void refused() throws IOException {
        Endpoint nobody = Endpoint.of(URI.create("http://127.0.0.1:" + LoopbackPorts.free()));
        try (TestingHttpExchange backend = new TestingHttpExchange(nobody)) {
            ExchangeFailure failure = failure(backend.ask("token=secret"));
            assertThat(failure.kind()).isEqualTo(REFUSED);
            assertThat(failure).hasMessage("connection refused");
        }
    }

    @Test
    void theNextAddressIsTriedWhenOneRefuses() throws IOException {
        // Given a host with two addresses, of which the second answers
        InetAddress[] both = {InetAddress.getByName("127.0.0.2"), InetAddress.getLoopbackAddress()};
        DnsResolver lookup = new SystemDefaultDnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return both;
            }
        };
        try (TestingServer server = TestingServer.answering(OK);
                TestingHttpExchange backend =
                        new TestingHttpExchange(server.endpoint("mw.example.com", "/")).lookup(lookup)) {
            assertThat(answer(backend.ask()).status()).isEqualTo(200);
        }
    }

    @Test
    void unreachable() throws UnknownHostException {
        // Given an address that the kernel itself refuses for TCP, so that nothing leaves the machine
        InetAddress broadcast = InetAddress.getByName("255.255.255.255");
        try (TestingHttpExchange backend = new TestingHttpExchange(Endpoint.of(URI.create("http://mw.example.com/")))
                .lookup(TestingLookup.to(host -> broadcast))) {
            assertThat(failure(backend.ask()).kind()).isEqualTo(UNREACHABLE);
        }
        assertThat(ExchangeFailure.whileConnecting(
                        new NoRouteToHostException(), "mw.example.com", Duration.ofSeconds(1)))
                .hasMessage("no way to mw.example.com");
    }

    @Test
    void unresolved() {
        try (TestingHttpExchange backend = new TestingHttpExchange(Endpoint.of(URI.create("http://mw.example.com/")))
                .lookup(TestingLookup.to(host -> {
                    throw new UnknownHostException(host);
                }))) {
            ExchangeFailure failure = failure(backend.ask());
            assertThat(failure.kind()).isEqualTo(UNRESOLVED);
            assertThat(failure).hasMessage("no address found for mw.example.com");
        }
    }

    @Test
    void aNameServerThatHangsDoesNotHoldUpTheCaller() {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        try (TestingHttpExchange backend = new TestingHttpExchange(Endpoint.of(URI.create("http://mw.example.com/")))
                .timeout(Duration.ofMillis(300))
                .lookup(TestingLookup.to(host -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new UnknownHostException(host);
                    }
                    return InetAddress.getLoopbackAddress();
                }))) {
            // When this returned only after the look-up, the latch would keep it for ever
            CompletableFuture<BackendResponse> asked = backend.ask();

            // Then
            assertThat(failure(asked).kind()).isEqualTo(TIMEOUT);
        }
    }

    @Test
    void closedWithoutAnAnswerAndNeverAskedAgain() {
        try (TestingServer server = TestingServer.running(TestingServer.Connection::readQuestion);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            // When
            ExchangeFailure failure = failure(backend.ask("token=once"));

            // Then
            assertThat(failure.kind()).isEqualTo(RESET);
            assertThat(failure).hasMessage("connection closed before the complete answer");
            assertThat(server.questions()).hasSize(1);
        }
    }

    @Test
    void resetWithoutAnAnswerOnAUsedConnectionAndNeverAskedAgain() {
        // Given
        try (TestingServer server = TestingServer.running(connection -> {
                    connection.readQuestion();
                    connection.write(OK);
                    connection.readQuestion();
                    connection.reset();
                });
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            answer(backend.ask("first"));

            // When
            ExchangeFailure failure = failure(backend.ask("second"));

            // Then
            assertThat(failure.kind()).isEqualTo(RESET);
            assertThat(server.questions()).hasSize(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** What came after the connection may be one viewer's question's doing, and is no sign of a dead backend. */
    @Test
    void tlsThatBreaksUnderAQuestionIsALostConnection() {
        ExchangeFailure failure = ExchangeFailure.whileAsking(new SSLException("Tag mismatch"), "mw.example.com");

        assertThat(failure.kind()).isEqualTo(TLS);
        assertThat(failure.reason()).isEqualTo(ReasonCode.CONNECTION_LOST.with("TLS failed: Tag mismatch"));
    }

    /** With TLS 1.3 a server refuses our certificate after the handshake. */
    @Test
    void aCertificateOfOursThatIsRefusedUnderTheQuestion() {
        ExchangeFailure failure = ExchangeFailure.whileAsking(
                new SSLHandshakeException("Received fatal alert: certificate_required"), "mw.example.com");

        assertThat(failure.reason())
                .isEqualTo(ReasonCode.TLS_FAILED.with("TLS failed: Received fatal alert: certificate_required"));
    }

    @Test
    void plainHttpWhereTlsIsExpected() {
        try (TestingServer server = TestingServer.running(connection -> connection.write("HTTP/1.1 400 Bad\r\n\r\n"));
                TestingHttpExchange backend =
                        new TestingHttpExchange(Endpoint.of(URI.create("https://localhost:" + server.port())))) {
            ExchangeFailure failure = failure(backend.ask());
            assertThat(failure.kind()).isEqualTo(TLS);
            assertThat(failure.getMessage()).startsWith("TLS failed: ");
        }
    }
}
