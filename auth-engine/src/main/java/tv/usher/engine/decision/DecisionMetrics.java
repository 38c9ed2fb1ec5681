package tv.usher.engine.decision;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** What is counted of decisions. */
public final class DecisionMetrics {

    private final CounterDataPoint[] answers = new CounterDataPoint[Answer.values().length];
    private final Counter unverified;

    public DecisionMetrics(PrometheusRegistry registry) {
        Counter decisions = Counter.builder()
                .withoutExemplars()
                .name("usher_decisions_total")
                .help("Decisions by what the caller was told; error: could not decide")
                .labelNames("answer")
                .register(registry);
        for (Answer answer : Answer.values()) {
            answers[answer.ordinal()] = decisions.labelValues(answer.word());
        }
        unverified = Counter.builder()
                .withoutExemplars()
                .name("usher_default_allowed_total")
                .help("Viewers let in unverified because a backend was unavailable")
                .labelNames("backend")
                .register(registry);
    }

    void count(Decision decision) {
        answers[decision.answer().ordinal()].inc();
        if (decision.isUnverified()) {
            unverified.labelValues(decision.backend()).inc();
        }
    }
}
