package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.BackendResponse;
import tv.usher.engine.exchange.tls.TlsSettings;

/**
 * Callers that leave, losers that are dropped, timeouts and connections that close, each at a random moment: afterwards the open
 * connections are the pool's. {@code -Dusher.soak=20000} makes that many of each.
 */
@Timeout(1200)
class ConnectionsSoakTest {

    private static final int OF_EACH = Integer.getInteger("usher.soak", 500);
    private static final int AT_ONCE = 100;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @TempDir
    static Path folder;

    private static TestingCertificates.Identity middleware;

    @BeforeAll
    static void makeCertificate() {
        middleware = new TestingCertificates(folder).selfSigned("middleware", "EC", "ip:127.0.0.1");
    }

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger notAnswered = new AtomicInteger();
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Answers after a while, but for some that it closes before, after, or in the middle of an answer. */
    private static TestingServer.Script answeringAfter(int millis) {
        return connection -> {
            while (connection.readQuestion() != null) {
                pause(millis);
                int fate = ThreadLocalRandom.current().nextInt(20);
                if (fate == 0) {
                    return;
                }
                connection.write(fate == 1 ? OK.substring(0, 20) : OK);
                if (fate < 4) {
                    return;
                }
            }
        };
    }

    private static void pause(int millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "4, false", "20, false", "200, false", "0, true", "4, true", "20, true", "200, true"})
    void noConnectionIsLost(int millis, boolean tls) {
        TestingServer.Script script = answeringAfter(millis);
        int most = Math.max(3, millis * 2);
        try (TestingServer server = server(tls, script);
                TestingServer other = server(tls, script);
                TestingHttpExchange backend = exchange(server, tls);
                TestingHttpExchange loser = exchange(other, tls);
                TestingHttpExchange hasty = exchange(server, tls).timeout(Duration.ofMillis(1 + millis))) {
            // When
            for (int i = 0; i < OF_EACH; i++) {
                ask(backend, asked -> leave(asked, most));
                race(backend, loser);
                ask(hasty, asked -> {});
                ask(backend, asked -> {}); // the middleware closes some of these
            }

            // Then
            places.acquireUninterruptibly(AT_ONCE);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(server.openConnections()).isEqualTo(backend.connections() + hasty.connections());
                assertThat(other.openConnections()).isEqualTo(loser.connections());
                assertThat(backend.exchange().connections().busy()).isZero();
                assertThat(loser.exchange().connections().busy()).isZero();
                assertThat(hasty.exchange().connections().busy()).isZero();
                assertThat(List.of(backend, loser, hasty))
                        .allMatch(exchange -> exchange.exchange().isIdle());
            });
            System.out.printf(
                    "%d ms%s: %d answered, %d not; %d connections made, %d open, %d in the pools%n",
                    millis,
                    tls ? " TLS" : "",
                    answered.get(),
                    notAnswered.get(),
                    server.connections() + other.connections(),
                    server.openConnections() + other.openConnections(),
                    backend.connections() + hasty.connections() + loser.connections());
        }
    }

    private void ask(TestingHttpExchange exchange, Consumer<CompletableFuture<BackendResponse>> then) {
        places.acquireUninterruptibly();
        CompletableFuture<BackendResponse> asked = exchange.ask();
        asked.whenComplete(this::ended);
        then.accept(asked);
    }

    private void ended(BackendResponse response, Throwable failure) {
        places.release();
        (failure == null ? answered : notAnswered).incrementAndGet();
    }

    private static void leave(CompletableFuture<BackendResponse> asked, int most) {
        int micros = ThreadLocalRandom.current().nextInt(most * 1000);
        CompletableFuture.delayedExecutor(micros, TimeUnit.MICROSECONDS).execute(() -> asked.cancel(true));
    }

    /** As {@code any-allows} does: the first answer drops the other question. */
    private void race(TestingHttpExchange one, TestingHttpExchange other) {
        ask(
                one,
                asked -> ask(other, second -> {
                    asked.whenComplete((response, failure) -> second.cancel(true));
                    second.whenComplete((response, failure) -> asked.cancel(true));
                }));
    }

    private static TestingServer server(boolean tls, TestingServer.Script script) {
        return tls ? TestingServer.runningTls(middleware.server(), script) : TestingServer.running(script);
    }

    private static TestingHttpExchange exchange(TestingServer server, boolean tls) {
        TestingHttpExchange exchange = new TestingHttpExchange(server.endpoint("127.0.0.1", "/"))
                .maxConcurrent(40)
                .keepAlive(Duration.ofMillis(300))
                .connectTimeout(Duration.ofSeconds(1));
        return tls
                ? exchange.tls(
                        new TlsSettings(Optional.of(middleware.certificate()), Optional.empty(), Optional.empty()))
                : exchange;
    }
}
