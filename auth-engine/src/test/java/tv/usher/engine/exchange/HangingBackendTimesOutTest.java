package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.TIMEOUT;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;

/** Every server here would hang for as long as the client lets it; {@link Timeout} is what a failure looks like. */
@Timeout(60)
class HangingBackendTimesOutTest {

    private static final Duration TIMEOUT_OF_BACKEND = Duration.ofMillis(300);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    static Stream<TestingServer.Script> waysToHang() {
        return Stream.of(
                connection -> connection.hang(),
                after(""),
                after("HTTP/1.1 2"),
                after("HTTP/1.1 200 OK\r\nX-UserId: 17\r\n"),
                after("HTTP/1.1 100 Continue\r\n\r\n"),
                after("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"),
                after("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"),
                after("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"),
                after("HTTP/1.1 200 OK\r\n\r\nuntil the connection closes"),
                dripping("HTTP/1.1 200 OK\r\nX-Drip: "),
                dripping("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n"));
    }

    private static TestingServer.Script after(String beginning) {
        return connection -> {
            connection.readQuestion();
            connection.write(beginning);
            connection.hang();
        };
    }

    private static TestingServer.Script dripping(String beginning) {
        return connection -> {
            connection.readQuestion();
            connection.write(beginning);
            connection.drip("x", Duration.ofMillis(50));
        };
    }

    @ParameterizedTest
    @MethodSource("waysToHang")
    void whereverItHangs(TestingServer.Script script) {
        // Given
        AtomicBoolean hanging = new AtomicBoolean(true);
        TestingServer.Script untilItRecovers = connection -> {
            if (hanging.get()) {
                script.serve(connection);
            } else {
                connection.readQuestion();
                connection.write(OK);
            }
        };
        try (TestingServer server = TestingServer.running(untilItRecovers);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .timeout(TIMEOUT_OF_BACKEND)
                        .maxConcurrent(1)) {
            // When
            ExchangeFailure failure = failure(backend.ask());

            // Then
            assertThat(failure.kind()).isEqualTo(TIMEOUT);
            assertThat(failure).hasMessage("no answer within 300ms");
            await().until(() -> server.closedByClient() == 1);

            // And its only connection is free for the next question
            hanging.set(false);
            assertThat(eventuallyAnswered(backend).status()).isEqualTo(200);
        }
    }

    /** On a slow machine even a good answer may take longer than the short timeout. */
    private static BackendResponse eventuallyAnswered(TestingHttpExchange backend) {
        return await().until(() -> backend.ask().exceptionally(late -> null).get(30, TimeUnit.SECONDS), r -> r != null);
    }

    @Test
    void whoeverWaitsForAConnectionToo() {
        // Given
        try (TestingServer server = TestingServer.running(TestingServer.Connection::hang);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .timeout(TIMEOUT_OF_BACKEND)
                        .maxConcurrent(2)) {
            // When
            List<CompletableFuture<BackendResponse>> asked =
                    IntStream.range(0, 20).mapToObj(i -> backend.ask()).toList();

            // Then
            assertThat(asked.subList(0, 2))
                    .allSatisfy(answer -> assertThat(failure(answer).kind()).isEqualTo(TIMEOUT));
            assertThat(asked.subList(2, 20))
                    .as("no sign that the backend is out")
                    .allSatisfy(answer ->
                            assertThat(failure(answer).reason().code()).isEqualTo("no-place-in-time"));
        }
    }

    @Test
    void inTheTlsHandshake() {
        // Given
        try (TestingServer server = TestingServer.running(TestingServer.Connection::hang);
                TestingHttpExchange backend = new TestingHttpExchange(
                                Endpoint.of(URI.create("https://localhost:" + server.port())))
                        .timeout(TIMEOUT_OF_BACKEND)) {
            // When
            ExchangeFailure failure = failure(backend.ask());

            // Then
            assertThat(failure.kind()).isEqualTo(TIMEOUT);
            await().until(() -> server.closedByClient() == server.connections());
        }
    }

    @Test
    void inTheTlsHandshakeWithinTheTimeoutForConnecting() {
        try (TestingServer server = TestingServer.running(TestingServer.Connection::hang);
                TestingHttpExchange backend = new TestingHttpExchange(
                                Endpoint.of(URI.create("https://localhost:" + server.port())))
                        .connectTimeout(TIMEOUT_OF_BACKEND)) {
            // When
            ExchangeFailure failure = failure(backend.ask());

            // Then
            assertThat(failure.kind()).isEqualTo(TIMEOUT);
            assertThat(failure).hasMessage("no connection within 300ms");
            await().until(() -> server.closedByClient() == 1);
        }
    }

    @Test
    void inConnecting() throws IOException {
        // Given a listener whose queue is full: Linux drops what comes then
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestingHttpExchange backend = new TestingHttpExchange(
                                Endpoint.of(URI.create("http://localhost:" + full.getLocalPort())))
                        .connectTimeout(TIMEOUT_OF_BACKEND)) {
            List<Socket> queued = new ArrayList<>();
            try {
                for (int i = 0; i < 2; i++) {
                    queued.add(new Socket(full.getInetAddress(), full.getLocalPort()));
                }

                // When
                ExchangeFailure failure = failure(backend.ask());

                // Then
                assertThat(failure.kind()).isEqualTo(TIMEOUT);
                assertThat(failure).hasMessage("no connection within 300ms");
            } finally {
                for (Socket socket : queued) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void anAnswerThatComesInTimeIsAnAnswer() {
        try (TestingServer server = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            assertThat(answer(backend.ask()).body()).isEqualTo("ok");
        }
    }
}
