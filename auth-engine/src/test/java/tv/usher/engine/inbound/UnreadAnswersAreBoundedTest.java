package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tv.usher.engine.decision.TestingDecider;
import tv.usher.engine.decision.TestingRequests;

class UnreadAnswersAreBoundedTest {

    private static final int ALL = 5_000;

    @Test
    void aCallerThatNeverReadsIsLetGoInTheEnd() throws IOException {
        // Given
        Duration soon = Duration.ofMillis(300);
        String ask = "GET / HTTP/1.1\r\nX-Session-Id: " + "s".repeat(1900) + "\r\n\r\n";
        try (TestingListener listener =
                        TestingListener.inFrontOf(TestingDecider.allowing(), TestingListener.settings(soon, soon));
                RawConnection caller = RawConnection.withSmallBuffer(listener.address())) {
            // When
            CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> caller.sendLeniently(ask.repeat(ALL)));

            // Then
            await().until(() -> listener.connections() == 0);
            asking.join();
        }
    }

    @Test
    void aLastAnswerThatIsNeverWrittenKeepsNoConnection() {
        // Given
        Duration soon = Duration.ofMillis(50);
        RequestClock clock = new RequestClock(soon, soon, () -> {});
        EmbeddedChannel connection = new EmbeddedChannel(clock);

        // When
        clock.requestComplete();
        clock.answeredLast();

        // Then
        await().until(() -> {
            connection.runScheduledPendingTasks();
            return !connection.isActive();
        });
    }

    @Test
    void aCallerThatAsksAndNeverReadsIsNotAskedForUntilItDoes() throws IOException {
        AtomicInteger decided = new AtomicInteger();
        TestingDecider counting = TestingDecider.answering(request -> {
            decided.incrementAndGet();
            return TestingDecider.allowing().decide(TestingRequests.of(request));
        });
        String session = "s".repeat(1900);
        String ask = "GET / HTTP/1.1\r\nX-Session-Id: " + session + "\r\n\r\n";

        try (TestingListener listener = TestingListener.inFrontOf(counting);
                RawConnection caller = RawConnection.withSmallBuffer(listener.address())) {
            // Given
            CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < ALL / 50; i++) {
                    caller.sendLeniently(ask.repeat(50));
                }
            });

            // When
            AtomicInteger before = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(500))
                    .until(() -> decided.get() > 0 && before.getAndSet(decided.get()) == decided.get());

            // Then
            assertThat(decided.get()).isLessThan(ALL);
            for (int i = 0; i < ALL; i++) {
                assertThat(caller.answer().status()).isEqualTo(200);
            }
            asking.join();
            assertThat(decided).hasValue(ALL);
        }
    }
}
