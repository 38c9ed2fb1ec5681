package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
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
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;

/** Whenever a question is given up: afterwards the middleware has the connections that the pool knows, and no other. */
@Timeout(60)
class NoConnectionIsLostTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    /** Answers, unless it is asked for {@code hang} or {@code half}. */
    private static TestingServer server() {
        return TestingServer.running(connection -> {
            for (String question = connection.readQuestion(); question != null; question = connection.readQuestion()) {
                if (question.contains("hang")) {
                    connection.hang();
                } else if (question.contains("half")) {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
                    connection.hang();
                } else {
                    connection.write(OK);
                }
            }
        });
    }

    private static void requireNoneIsLost(TestingServer server, TestingHttpExchange backend) {
        await().untilAsserted(() -> {
            assertThat(backend.exchange().isIdle()).isTrue();
            assertThat(backend.exchange().connections().busy()).isZero();
            assertThat(server.openConnections()).isEqualTo(backend.connections());
        });
        assertThat(answer(backend.ask("next")).status()).isEqualTo(200);
    }

    @Test
    void whileItsNameIsLookedUp() {
        // Given
        CountDownLatch mayResolve = new CountDownLatch(1);
        try (TestingServer server = server();
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())
                        .lookup(TestingLookup.to(host -> {
                            awaitUninterruptibly(mayResolve);
                            return InetAddress.getLoopbackAddress();
                        }))) {
            // When
            backend.ask().cancel(true);
            mayResolve.countDown();

            // Then
            requireNoneIsLost(server, backend);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void whileItWaitsForAConnection() {
        // Given
        try (TestingServer server = server();
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint()).maxConcurrent(1)) {
            CompletableFuture<BackendResponse> first = backend.ask("hang");
            await().until(() -> server.questions().size() == 1);

            // When
            backend.ask().cancel(true);
            first.cancel(true);

            // Then
            requireNoneIsLost(server, backend);
        }
    }

    @Test
    void whileItConnects() throws IOException {
        // Given a listener whose queue is full: Linux drops what comes then, and hears it a second later
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestingHttpExchange backend =
                        new TestingHttpExchange(Endpoint.of(URI.create("http://127.0.0.1:" + full.getLocalPort())))) {
            List<Socket> queued = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                queued.add(new Socket(full.getInetAddress(), full.getLocalPort()));
            }
            CompletableFuture<BackendResponse> asked = backend.ask();
            await().until(() -> backend.exchange().connections().busy() == 1);

            // When
            asked.cancel(true);
            for (Socket socket : queued) {
                socket.close();
                full.accept().close();
            }

            // Then it is kept for the next
            try (Socket late = full.accept()) {
                await().until(() -> backend.exchange().connections().idle() == 1);
                assertThat(backend.connections()).isEqualTo(1);
                CompletableFuture<BackendResponse> next = backend.ask();
                assertThat(late.getInputStream().read()).isEqualTo('G');
                late.getOutputStream().write(OK.getBytes());
                assertThat(answer(next).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void norAreMoreMadeThanThereArePlaces() throws IOException {
        // Given
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestingHttpExchange backend = new TestingHttpExchange(
                                Endpoint.of(URI.create("http://127.0.0.1:" + full.getLocalPort())))
                        .maxConcurrent(1)
                        .maxWaiting(0)) {
            List<Socket> queued = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                queued.add(new Socket(full.getInetAddress(), full.getLocalPort()));
            }

            CompletableFuture<BackendResponse> asked = backend.ask();
            await().until(() -> backend.exchange().connections().busy() == 1);

            // When it is given up while it connects
            asked.cancel(true);

            // Then its place is taken for as long as that goes on
            assertThat(failure(backend.ask()).kind()).isEqualTo(ExchangeFailure.Kind.BUSY);
            assertThat(backend.connections()).isEqualTo(1);
            for (Socket socket : queued) {
                socket.close();
                full.accept().close();
            }
            await().until(() -> backend.exchange().isIdle());
        }
    }

    @Test
    void inTheTlsHandshake() {
        // Given
        try (TestingServer server = TestingServer.running(TestingServer.Connection::hang);
                TestingHttpExchange backend = new TestingHttpExchange(
                                Endpoint.of(URI.create("https://localhost:" + server.port())))
                        .connectTimeout(Duration.ofMillis(500))) {
            CompletableFuture<BackendResponse> asked = backend.ask();
            await().until(() -> server.connections() == 1);

            // When
            asked.cancel(true);

            // Then
            await().until(() -> server.openConnections() == 0 && backend.connections() == 0);
        }
    }

    @Test
    void whileTheMiddlewareHangs() {
        try (TestingServer server = server();
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            CompletableFuture<BackendResponse> asked = backend.ask("hang");
            await().until(() -> server.questions().size() == 1);

            // When
            asked.cancel(true);

            // Then
            requireNoneIsLost(server, backend);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void halfAnswered() {
        try (TestingServer server = server();
                TestingHttpExchange backend = new TestingHttpExchange(server.endpoint())) {
            CompletableFuture<BackendResponse> asked = backend.ask("half");
            await().until(() -> server.questions().size() == 1);

            // When
            asked.cancel(true);

            // Then
            requireNoneIsLost(server, backend);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
