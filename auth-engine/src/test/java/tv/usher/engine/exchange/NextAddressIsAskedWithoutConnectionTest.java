package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.exchange.TestingHttpExchange.answer;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.engine.TestingLog;
import tv.usher.engine.exchange.ExchangeFailure.Kind;
import tv.usher.engine.util.TestingClock;

@Timeout(120)
class NextAddressIsAskedWithoutConnectionTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    /** Also long enough for the second address, while a cold JVM loads TLS. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(4);

    @Test
    void whenTheFirstRefuses() throws IOException {
        // Given
        try (TestingServer second = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(refusing(), second.endpoint())) {
            // When
            BackendResponse response = answer(backend.ask("token=1"));

            // Then
            assertThat(response.status()).isEqualTo(200);
            assertThat(second.questions()).singleElement().asString().startsWith("GET /check?token=1 ");
            assertThat(backend.watched()).containsExactly("0 down");
        }
    }

    @Test
    void whenItsNameIsUnknown() {
        // Given
        try (TestingServer second = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(
                                Endpoint.of(URI.create("http://nowhere.test/check")), second.endpoint())
                        .lookup(TestingLookup.to(host -> {
                            if (host.equals("nowhere.test")) {
                                throw new UnknownHostException(host);
                            }
                            return InetAddress.getLoopbackAddress();
                        }))) {
            assertThat(answer(backend.ask()).status()).isEqualTo(200);
        }
    }

    @Test
    void whenItsHandshakeHangs() {
        // Given
        try (TestingServer first = TestingServer.running(TestingServer.Connection::hang);
                TestingServer second = TestingServer.answering(OK);
                TestingHttpExchange backend = new TestingHttpExchange(
                                Endpoint.of(URI.create("https://localhost:" + first.port())), second.endpoint())
                        .connectTimeout(CONNECT_TIMEOUT)) {
            // Then
            assertThat(answer(backend.ask()).status()).isEqualTo(200);
            await().until(() -> first.closedByClient() == 1);
        }
    }

    static Stream<TestingServer.Script> readButNotAnswered() {
        return Stream.of(
                connection -> connection.readQuestion(),
                connection -> {
                    connection.readQuestion();
                    connection.reset();
                },
                connection -> {
                    connection.readQuestion();
                    connection.write("garbage\r\n\r\n");
                },
                connection -> {
                    connection.readQuestion();
                    connection.hang();
                },
                connection -> {
                    connection.readQuestion();
                    connection.write("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
                });
    }

    @ParameterizedTest
    @MethodSource("readButNotAnswered")
    void butNeverWhenTheQuestionMayHaveBeenRead(TestingServer.Script script) {
        // Given
        try (TestingServer first = TestingServer.running(script);
                TestingServer second = TestingServer.answering(OK);
                TestingHttpExchange backend =
                        new TestingHttpExchange(first.endpoint(), second.endpoint()).timeout(Duration.ofSeconds(1))) {
            // When
            CompletableFuture<BackendResponse> asked = backend.ask();
            await().until(asked::isDone);

            // Then
            assertThat(second.questions()).isEmpty();
            assertThat(second.connections()).isZero();
            assertThat(backend.watched()).as("it can be connected").isEmpty();
        }
    }

    @Test
    void allWithinOneTimeout() {
        // Given
        try (TestingServer hanging = TestingServer.running(TestingServer.Connection::hang);
                TestingHttpExchange backend = new TestingHttpExchange(
                                Endpoint.of(URI.create("https://localhost:" + hanging.port())),
                                Endpoint.of(URI.create("https://localhost:" + hanging.port())),
                                Endpoint.of(URI.create("https://localhost:" + hanging.port())))
                        .connectTimeout(Duration.ofMillis(400))
                        .timeout(Duration.ofMillis(600))) {
            // When
            ExchangeFailure failure = failure(backend.ask());

            // Then
            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(hanging.connections()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void theLastFailureIsToldWhenNobodyCanBeConnected() throws IOException {
        try (TestingHttpExchange backend = new TestingHttpExchange(refusing(), refusing(), refusing())) {
            assertThat(failure(backend.ask()).kind()).isEqualTo(Kind.REFUSED);
            assertThat(failure(backend.ask()).kind()).isEqualTo(Kind.REFUSED);
            assertThat(backend.watched()).containsExactly("0 down", "1 down", "2 down");
        }
    }

    @Test
    void oneThatFailedIsPassedOverAndTriedAgainAndThatIsOneLineEach() throws IOException {
        // Given
        Endpoint dead = refusing();
        try (TestingLog log = TestingLog.of(AddressHealth.class);
                TestingServer second = TestingServer.answering(OK);
                TestingHttpExchange backend =
                        new TestingHttpExchange(dead, second.endpoint()).passOver(Duration.ofMillis(1))) {
            for (int i = 0; i < 50; i++) {
                assertThat(answer(backend.ask()).status()).isEqualTo(200);
            }
            assertThat(log.lines())
                    .containsExactly("backend testing: no connection to address 1 of 2 (connection refused),"
                            + " the others are asked for now");

            // When it listens again
            ServerSocket revived = listening(dead);
            try (revived) {
                await().until(() -> {
                    answer(backend.ask());
                    return log.lines().size() == 2;
                });
            }

            // Then
            assertThat(log.lines().get(1)).isEqualTo("backend testing: address 1 of 2 can be connected again");
            assertThat(backend.watched()).containsExactly("0 down", "0 up");
        }
    }

    @Test
    void aReserveThatFailedOnceIsTriedBesideUshersOwnQuestions() throws IOException {
        // Given
        Endpoint dead = refusing();
        Endpoint reserve = refusing();
        TestingClock clock = new TestingClock();
        try (TestingHttpExchange backend = new TestingHttpExchange(dead, reserve).clock(clock)) {
            failure(backend.ask());
            assertThat(backend.watched()).containsExactly("0 down", "1 down");
            clock.passes(TestingHttpExchange.PATIENCE);
            ServerSocket first = listening(dead);
            ServerSocket second = listening(reserve);
            try (first;
                    second) {
                answer(backend.ask());

                // When
                answer(backend.askOfItsOwn());

                // Then
                await().until(() -> backend.watched().size() == 4);
                assertThat(backend.watched()).endsWith("0 up", "1 up");
            }
        }
    }

    @Test
    void whoTriesAReserveThatHangsMakesNobodyWait() throws IOException {
        // Given a reserve that swallows what it is sent
        Endpoint reserve = refusing();
        Endpoint dead = refusing();
        TestingClock clock = new TestingClock();
        try (TestingHttpExchange backend = new TestingHttpExchange(dead, reserve).clock(clock)) {
            failure(backend.ask());
            clock.passes(TestingHttpExchange.PATIENCE);
            ServerSocket first = listening(dead);
            ServerSocket silent = new ServerSocket(reserve.port(), 50, InetAddress.getLoopbackAddress());
            try (first;
                    silent) {
                answer(backend.ask());

                // Then
                for (int i = 0; i < 10; i++) {
                    assertThat(answer(backend.askOfItsOwn()).status()).isEqualTo(200);
                }
            }
        }
    }

    private static ServerSocket listening(Endpoint endpoint) throws IOException {
        ServerSocket listener = new ServerSocket(endpoint.port(), 50, InetAddress.getLoopbackAddress());
        Thread server = new Thread(() -> answerOne(listener), "testing-listening");
        server.setDaemon(true);
        server.start();
        return listener;
    }

    @Test
    void givingUpEndsIt() {
        // Given
        try (TestingServer second = TestingServer.running(connection -> {
                    connection.readQuestion();
                    connection.hang();
                });
                TestingHttpExchange backend = new TestingHttpExchange(second.endpoint(), second.endpoint())) {
            List<CompletableFuture<BackendResponse>> asked = new ArrayList<>();
            asked.add(backend.ask());
            await().until(() -> second.questions().size() == 1);

            // When
            asked.get(0).cancel(true);

            // Then
            await().until(() -> second.closedByClient() == 1);
            assertThat(second.questions()).hasSize(1);
        }
    }

    private static void answerOne(ServerSocket listener) {
        while (true) {
            try (var socket = listener.accept()) {
                socket.getInputStream().read(new byte[4096]);
                socket.getOutputStream().write((OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")).getBytes());
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Nobody listens there. */
    private static Endpoint refusing() throws IOException {
        return Endpoint.of(URI.create("http://127.0.0.1:" + LoopbackPorts.free() + "/check"));
    }
}
