package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.event.Events;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.TestingClock;

/** T28. */
class UnverifiedViewersAreCountedTest {

    private final PrometheusRegistry registry = new PrometheusRegistry();

    @Test
    void perBackendAndApartFromOrdinaryAllows() {
        // Given
        Verdict down = new Verdict.Unavailable("timeout");
        try (DecisionLog log = new DecisionLog(new TestingClock(), Events.NONE)) {
            DecisionRecorder recorder = new DecisionRecorder(registry, log, new RecentDecisions(10), Clock.system());
            AccessRequest request = AccessRequest.builder().build();

            // When
            recorder.add(TestingRequests.of(request), TestingDecider.allowed(Decision.NO_GRANT), 0);
            recorder.add(
                    TestingRequests.of(request),
                    new Decision(Answer.ALLOW, down, "r", "ministra", Decision.NO_GRANT, null),
                    0);
            recorder.add(
                    TestingRequests.of(request),
                    new Decision(Answer.DENY, down, "r", "ministra", Decision.NO_GRANT, null),
                    0);
            recorder.add(
                    TestingRequests.of(request),
                    new Decision(Answer.ERROR, down, "r", "ministra", Decision.NO_GRANT, null),
                    0);
            recorder.add(TestingRequests.of(request), TestingDecider.denied(), 0);
        }

        // Then
        assertThat(counted("usher_default_allowed", "backend", "ministra")).isEqualTo(1);
        assertThat(counted("usher_decisions", "answer", "allow")).isEqualTo(2);
        assertThat(counted("usher_decisions", "answer", "deny")).isEqualTo(2);
        assertThat(counted("usher_decisions", "answer", "error")).isEqualTo(1);
    }

    private double counted(String metric, String label, String value) {
        return registry.scrape(metric::equals).stream()
                .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
                .filter(point -> value.equals(point.getLabels().get(label)))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }
}
