package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Grant;
import tv.usher.engine.util.TestingClock;

/** An outage may bring him back, so his session is remembered; but he isn't watching. */
class WhoseGrantIsOverIsNotCountedTest {

    private static final Grant SHORT = Grant.lasting(Duration.ofSeconds(30));
    private static final Grant LONG = Grant.lasting(Duration.ofMinutes(3));

    private final TestingClock clock = new TestingClock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Sessions sessions = TestingSessions.inMemory(
            TestingSessions.settings(OverLimit.DENY_NEWEST, 100_000, Duration.ofHours(1)),
            clock.clock(),
            new SessionMetrics(registry));

    @Test
    void notAMomentLongerWhereFewWatch() {
        // Given
        watch(0, SHORT);
        watch(1, LONG);

        // When
        clock.passes(Duration.ofSeconds(40));

        // Then
        assertThat(sessions.live().size()).isEqualTo(1);
        assertThat(gauge("usher_sessions")).isEqualTo(1);
        assertThat(sessions.live().remembered()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 500})
    void norLongerThanUntilTheNextSweepWhereManyDo(int over) {
        // Given
        for (int viewer = 0; viewer < over; viewer++) {
            watch(viewer, SHORT);
        }
        for (int viewer = over; viewer <= LiveSessions.MOST_COUNTED; viewer++) {
            watch(viewer, LONG);
        }
        clock.passes(Duration.ofSeconds(40));

        // When
        sessions.sweeper().sweep();

        // Then
        assertThat(sessions.live().size()).isEqualTo(LiveSessions.MOST_COUNTED + 1 - over);
        assertThat(sessions.live().remembered()).isEqualTo(LiveSessions.MOST_COUNTED + 1);
    }

    private void watch(int viewer, Grant grant) {
        String address = "198.51." + viewer / 250 + '.' + viewer % 250;
        TestingViewings.admit(sessions, TestingViewings.of(address, "/live/" + viewer + "/", "T" + viewer), grant);
    }

    private double gauge(String name) {
        return registry.scrape(name::equals).stream()
                .map(GaugeSnapshot.class::cast)
                .findFirst()
                .orElseThrow()
                .getDataPoints()
                .get(0)
                .getValue();
    }
}
