package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tv.usher.engine.util.TestingClock;

/** Memory may lack for a moment just when it is looked how much there is; sessions must be remembered again afterwards. */
class HeapIsLookedAtAfterALookThatFailedTest {

    private final Sessions sessions = TestingSessions.of(
            TestingSessions.settings(),
            new TestingClock().clock(),
            new TestingStore(),
            new SessionMetrics(new PrometheusRegistry()));

    @Test
    void nextLookComesAfterOneThatThrew() throws InterruptedException {
        // Given
        CountDownLatch looks = new CountDownLatch(2);
        try (SweeperThread sweeper = new SweeperThread(sessions, () -> {
            looks.countDown();
            throw new OutOfMemoryError("of this test");
        })) {
            // When
            sweeper.start();

            // Then
            assertThat(looks.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
