package tv.usher.engine.decision;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tv.usher.engine.util.ReasonCode;

/** What is counted of decisions. */
public final class DecisionMetrics {

    private final CounterDataPoint[] answers = new CounterDataPoint[Answer.values().length];
    private final Counter unverified;
    private final Counter refusals;

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
        refusals = Counter.builder()
                .withoutExemplars()
                .name("usher_refusals_total")
                .help("Decisions that let nobody in, by the code of their reason; other: a code of a plugin's own")
                .labelNames("reason")
                .register(registry);
    }

    void count(Decision decision) {
        answers[decision.answer().ordinal()].inc();
        if (decision.isUnverified()) {
            unverified.labelValues(decision.backend()).inc();
        }
        if (decision.answer() != Answer.ALLOW) {
            refusals.labelValues(bounded(decision.reasonCode())).inc();
        }
    }

    /** Plugins choose their codes, and must not fill the memory with them. */
    private static String bounded(String code) {
        return ReasonCode.of(code).isPresent() ? code : "other";
    }
}
