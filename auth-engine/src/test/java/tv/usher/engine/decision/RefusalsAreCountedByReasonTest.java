package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;
import tv.usher.engine.event.Events;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;

class RefusalsAreCountedByReasonTest {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final DecisionRecorder recorder = new DecisionRecorder(
            registry, new DecisionLog(Clock.system(), Events.NONE), new RecentDecisions(0), Clock.system());

    @Test
    void whoeverIsNotLetIn() {
        // When
        recorder.count(Decision.noRuleHolds());
        recorder.count(decision(Answer.DENY, new Verdict.Deny(ReasonCode.DENIED_BY_STATUS.with("status 403"))));
        recorder.count(decision(Answer.DENY, new Verdict.Deny(ReasonCode.DENIED_BY_STATUS.with("status 404"))));
        recorder.count(decision(Answer.ERROR, new Verdict.Unavailable(ReasonCode.CONNECTION_REFUSED.with("refused"))));

        // Then
        assertThat(counted())
                .isEqualTo(Map.of("no-rule-holds", 1.0, "denied-by-status", 2.0, "connection-refused", 1.0));
    }

    @Test
    void andNobodyElse() {
        recorder.count(Decision.allowedBy("everyone"));
        recorder.count(decision(Answer.ALLOW, new Verdict.Unavailable(ReasonCode.CONNECTION_REFUSED.with("refused"))));

        assertThat(counted()).isEmpty();
    }

    /** Else a plugin that puts a number into its code would fill the memory. */
    @Test
    void codesOfPluginsAreOne() {
        for (int i = 0; i < 1000; i++) {
            recorder.count(decision(Answer.DENY, new Verdict.Deny(new Reason("ticket-" + i, "used"))));
        }

        assertThat(counted()).isEqualTo(Map.of("other", 1000.0));
    }

    private static Decision decision(Answer answer, Verdict verdict) {
        return new Decision(answer, verdict, "everyone", "own", Decision.NO_GRANT, null);
    }

    private Map<String, Double> counted() {
        return registry.scrape("usher_refusals"::equals).stream()
                .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
                .collect(Collectors.toMap(
                        point -> point.getLabels().get("reason"), CounterSnapshot.CounterDataPointSnapshot::getValue));
    }
}
