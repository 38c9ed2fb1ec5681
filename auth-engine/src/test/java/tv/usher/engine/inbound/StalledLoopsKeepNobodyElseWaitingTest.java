package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.TestingDecider;

/** T61: one of two event loops stays at one task for ever. */
class StalledLoopsKeepNobodyElseWaitingTest {

    private static final String ASK = "GET / HTTP/1.1\r\nHost: u\r\n\r\n";
    private static final int MANY = 8;

    @Test
    void whoeverComesIsConnectedToTheOtherOneAndAStopEnds() throws IOException {
        // Given
        CountDownLatch end = new CountDownLatch(1);
        InboundSettings settings = new InboundSettings(
                512,
                2048,
                1024,
                1 << 20,
                TestingListener.LONG,
                TestingListener.LONG,
                100,
                100,
                Duration.ofMillis(300),
                2);
        try (TestingListener listener = TestingListener.inFrontOf(blockingFirst(end), settings);
                RawConnection blocking = listener.connect()) {
            listener.watch().start();

            // When
            blocking.send(ASK);

            // Then
            await().until(() -> !listener.watch().stalled().isEmpty());
            for (int i = 0; i < MANY; i++) {
                assertThat(listener.ask(ASK).status()).isEqualTo(200);
            }
            assertThat(CompletableFuture.runAsync(listener::stop)).succeedsWithin(Duration.ofSeconds(10));
        } finally {
            end.countDown();
        }
    }

    private static Decider blockingFirst(CountDownLatch end) {
        TestingDecider others = TestingDecider.allowing();
        CountDownLatch first = new CountDownLatch(1);
        return new Decider() {
            @Override
            public CompletableFuture<Decision> decide(DecisionRequest request) {
                if (first.getCount() > 0) {
                    first.countDown();
                    awaitUninterruptibly(end);
                }
                return others.decide(request);
            }

            @Override
            public void end(DecisionRequest request) {}
        };
    }

    private static void awaitUninterruptibly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
