package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.inbound.TestingListener.LONG;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.decision.TestingDecider;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.StallWatch;

/** T61: a stop answers what can be decided, and waits for nothing else. */
class StopLosesNoAnswerTest {

    private static final String ASK = "GET / HTTP/1.1\r\nHost: u\r\n\r\n";

    @Test
    void answersUnderWayAreSentAsTheirConnectionsLast() throws IOException {
        // Given
        TestingDecider decider = TestingDecider.hanging();
        try (TestingListener listener = TestingListener.inFrontOf(decider);
                RawConnection connection = listener.connect()) {
            connection.send(ASK);
            await().until(() -> !decider.decisions().isEmpty());

            // When
            CompletableFuture<Void> stop = stopping(listener);
            decider.decisions().get(0).complete(TestingDecider.denied());

            // Then
            RawResponse answer = connection.answer();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.isLast()).isTrue();
            assertThat(connection.isClosedByListener()).isTrue();
            assertThat(stop).succeedsWithin(LONG);
        }
    }

    @Test
    void anIdleConnectionMayAskOnceMore() throws IOException {
        // Given
        TestingDecider decider = TestingDecider.allowing();
        try (TestingListener listener = TestingListener.withGrace(decider);
                RawConnection connection = listener.connect()) {
            assertThat(connection.send(ASK).answer().isLast()).isFalse();

            // When
            CompletableFuture<Void> stop = stopping(listener);
            RawResponse answer = connection.send(ASK).answer();

            // Then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.isLast()).isTrue();
            assertThat(connection.isClosedByListener()).isTrue();
            assertThat(stop).succeedsWithin(LONG);
        }
    }

    @Test
    void anIdleConnectionDoesNotHoldTheStopUp() throws IOException {
        // Given
        try (TestingListener listener = TestingListener.inFrontOf(TestingDecider.allowing());
                RawConnection idle = listener.connect();
                RawConnection usedOnce = listener.connect()) {
            assertThat(usedOnce.send(ASK).answer().status()).isEqualTo(200);
            await().until(() -> listener.connections() == 2);

            // When
            CompletableFuture<Void> stop = stopping(listener);

            // Then
            assertThat(idle.isClosedByListener()).isTrue();
            assertThat(usedOnce.isClosedByListener()).isTrue();
            assertThat(stop).succeedsWithin(LONG.dividedBy(2));
        }
    }

    @Test
    void aConnectionThatWasIdleForLongIsClosedAtOnce() throws IOException {
        // Given
        Duration grace = Duration.ofSeconds(2);
        try (TestingListener listener = TestingListener.withGrace(TestingDecider.allowing(), grace);
                RawConnection idle = listener.connect();
                RawConnection fresh = listener.connect()) {
            assertThat(idle.send(ASK).answer().status()).isEqualTo(200);
            long answered = System.nanoTime();
            await().pollDelay(Duration.ZERO).until(() -> System.nanoTime() - answered > grace.toNanos());
            assertThat(fresh.send(ASK).answer().status()).isEqualTo(200);

            // When
            CompletableFuture<Void> stop = stopping(listener);

            // Then
            assertThat(idle.isClosedByListener()).isTrue();
            assertThat(fresh.send(ASK).answer().isLast()).isTrue();
            assertThat(stop).succeedsWithin(LONG);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HT",
                "GET / HTTP/1.1\r\nHost: u\r\nX-Se",
                "POST /flussonic HTTP/1.1\r\nHost: u\r\nContent-Length: 90\r\n\r\n{"
            })
    void halfARequestDoesNotHoldTheStopUp(String half) throws IOException {
        // Given
        Duration grace = Duration.ofMillis(300);
        try (TestingListener listener = TestingListener.withGrace(TestingDecider.allowing(), grace);
                RawConnection connection = listener.connect()) {
            connection.send(half);

            // When
            CompletableFuture<Void> stop = stopping(listener);

            // Then
            assertThat(connection.isClosedByListener()).isTrue();
            assertThat(stop).succeedsWithin(LONG.dividedBy(3));
        }
    }

    @Test
    void theRestOfARequestIsWaitedForAMoment() throws IOException {
        // Given
        try (TestingListener listener = TestingListener.withGrace(TestingDecider.allowing());
                RawConnection connection = listener.connect()) {
            connection.send(ASK.substring(0, 10));
            await().until(() -> listener.connections() == 1);

            // When
            CompletableFuture<Void> stop = stopping(listener);
            RawResponse answer = connection.send(ASK.substring(10)).answer();

            // Then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.isLast()).isTrue();
            assertThat(stop).succeedsWithin(LONG);
        }
    }

    @Test
    void nobodyNewIsTaken() throws IOException {
        // Given
        try (TestingListener listener = TestingListener.inFrontOf(TestingDecider.allowing());
                RawConnection connection = listener.connect()) {
            assertThat(connection.send(ASK).answer().status()).isEqualTo(200);

            // When
            CompletableFuture<Void> stop = stopping(listener);

            // Then
            await().untilAsserted(() -> assertThatIOException().isThrownBy(() -> listener.ask(ASK)));
            assertThat(stop).succeedsWithin(LONG);
        }
    }

    @Test
    void aDecisionThatNeverComesEndsWithTheDrainTimeout() throws IOException {
        // Given
        TestingDecider decider = TestingDecider.hanging();
        InboundSettings settings =
                new InboundSettings(512, 2048, 1024, 1 << 20, LONG, LONG, 100, 100, Duration.ofMillis(300), 1);
        try (TestingListener listener = TestingListener.inFrontOf(decider, settings);
                RawConnection connection = listener.connect()) {
            connection.send(ASK);
            await().until(() -> !decider.decisions().isEmpty());

            // When
            CompletableFuture<Void> stop = stopping(listener);

            // Then
            assertThat(stop).succeedsWithin(LONG);
            assertThat(connection.isClosedByListener()).isTrue();
            assertThat(decider.decisions().get(0)).isCancelled();
        }
    }

    @Test
    void anAddressInUseIsToldAndNothingKeepsRunning() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(TestingDecider.allowing())) {
            // Given
            HostPort taken = new HostPort("127.0.0.1", listener.address().getPort());
            HttpListener second = new HttpListener(
                    "second",
                    taken,
                    Optional.empty(),
                    TestingListener.settings(),
                    PeerBounds.ofCallers(TestingListener.settings()),
                    new InboundMetrics(new PrometheusRegistry()),
                    peer -> {
                        throw new AssertionError("it can't listen, so nobody connects");
                    },
                    new SharedByListeners(
                            new StallWatch(new PrometheusRegistry(), Clock.system()),
                            new Semaphore(0),
                            new CertificateMetrics(new PrometheusRegistry())));

            // Then
            assertThatIOException()
                    .isThrownBy(() -> second.start(ListeningSockets.none()))
                    .withMessageContaining("can't listen on " + taken);
            second.stop();
        }
    }

    private static CompletableFuture<Void> stopping(TestingListener listener) {
        CompletableFuture<Void> stop = CompletableFuture.runAsync(listener::stop);
        await().until(listener::isDraining);
        return stop;
    }
}
