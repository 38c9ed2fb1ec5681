package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.util.Clock;

/** A known viewer's decision is timed and counted by dialect, answer and rule without a new object. */
class CountingKnownViewersCostsNoMemoryTest {

    private static final int TIMES = 20_000;

    private final DecisionLog log = new DecisionLog(Clock.system());
    private final DecisionRecorder recorder =
            new DecisionRecorder(new PrometheusRegistry(), log, new RecentDecisions(10), Clock.system());
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void nothingIsAllocated() {
        // Given
        TestingPlatform platform = new TestingPlatform();
        DecisionRequest request = TestingRequests.of(
                TestingPlatform.request("/live/a/index.m3u8", "token=x").build());
        platform.ask("/live/a/index.m3u8", "token=x");
        Decision known = platform.begin(TestingPlatform.request("/live/a/index.m3u8", "token=x"))
                .join();
        assertThat(known.isKnown()).isTrue();
        count(request, known);

        // When
        long before = threads.getCurrentThreadAllocatedBytes();
        count(request, known);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // Then
        assertThat(allocated / TIMES).as("bytes a decision").isZero();
    }

    private void count(DecisionRequest request, Decision known) {
        for (int i = 0; i < TIMES; i++) {
            recorder.add(request, known, 12_345 + i);
        }
    }
}
