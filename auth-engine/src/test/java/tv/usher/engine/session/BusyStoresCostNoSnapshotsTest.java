package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.TestingClock;

/** A sweep copies the sessions that it tells only as the store takes them: one that still tells earlier ones takes none. */
class BusyStoresCostNoSnapshotsTest {

    private static final int SESSIONS = 50;

    private final AtomicInteger snapshots = new AtomicInteger();
    private final TestingClock clock = new TestingClock();
    private final TestingReports store = new TestingReports();
    private final Sessions sessions = TestingSessions.of(
            new TestingSettings().build(), new Counted(), store, new SessionMetrics(new PrometheusRegistry()));

    @Test
    void whileAReportHangsSweepsMakeNone() {
        // Given
        sessions.open();
        for (int i = 0; i < SESSIONS; i++) {
            Viewing viewing = TestingViewings.of("203.0.113." + i, "/live/ch1/", "T" + i);
            TestingViewings.admit(
                    sessions,
                    viewing,
                    Grant.lasting(Duration.ofHours(1)).user("u" + i).maxSessions(1));
        }

        // When
        int before = snapshots.get();
        sessions.sweeper().sweep();
        sessions.sweeper().sweep();

        // Then
        assertThat(snapshots.get() - before).isLessThan(SESSIONS);
        assertThat(store.takesAll()).isEqualTo(SESSIONS);
    }

    /** Each snapshot looks at the clocks once. */
    private final class Counted implements Clock {

        @Override
        public long now() {
            return clock.now();
        }

        @Override
        public long wallNow() {
            snapshots.incrementAndGet();
            return clock.wallNow();
        }
    }
}
