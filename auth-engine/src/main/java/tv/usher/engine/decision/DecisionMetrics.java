package tv.usher.engine.decision;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long decisions took, and which rules made them. What a known viewer's decision counts is looked up by the name of its dialect and its
 * rule, so that nothing new is allocated for it. Thread-safe.
 */
final class DecisionMetrics {

    /** Rules come from files, and from what other Ushers stored; those beyond are counted together. */
    private static final int MOST_RULES = 5_000;

    private static final String OTHER = "other";

    private final Histogram seconds;
    private final Counter byRule;
    private final Map<String, DistributionDataPoint[]> byDialect = new ConcurrentHashMap<>();
    private final Map<String, CounterDataPoint> allowed = new ConcurrentHashMap<>();

    DecisionMetrics(PrometheusRegistry registry) {
        this.seconds = Histogram.builder()
                .withoutExemplars()
                .name("usher_decision_seconds")
                .help("Time from a question's arrival to its answer, by the caller's dialect and what it was told")
                .labelNames("dialect", "answer")
                .classicOnly()
                .classicUpperBounds(.0001, .0005, .001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5)
                .register(registry);
        this.byRule = Counter.builder()
                .withoutExemplars()
                .name("usher_rule_decisions_total")
                .help(
                        "Decisions by the rule that held, or the part of Usher that refused, and the code of the reason; no"
                                + " reason for an allow")
                .labelNames("rule", "answer", "reason")
                .register(registry);
    }

    void count(String dialect, Decision decision, long nanos) {
        DistributionDataPoint[] answers = byDialect.get(dialect);
        if (answers == null) {
            answers = byDialect.computeIfAbsent(dialect, this::resolve);
        }
        answers[decision.answer().ordinal()].observe(nanos / 1e9);
        if (decision.answer() == Answer.ALLOW) {
            CounterDataPoint counter = allowed.get(decision.rule());
            (counter == null ? resolveAllowed(decision.rule()) : counter).inc();
        } else {
            byRule.labelValues(
                            known(decision.rule()),
                            decision.answer().word(),
                            DecisionRecorder.bounded(decision.reasonCode()))
                    .inc();
        }
    }

    private DistributionDataPoint[] resolve(String dialect) {
        Answer[] answers = Answer.values();
        DistributionDataPoint[] points = new DistributionDataPoint[answers.length];
        for (Answer answer : answers) {
            points[answer.ordinal()] = seconds.labelValues(dialect, answer.word());
        }
        return points;
    }

    private CounterDataPoint resolveAllowed(String rule) {
        return allowed.computeIfAbsent(known(rule), name -> byRule.labelValues(name, Answer.ALLOW.word(), ""));
    }

    private String known(String rule) {
        return allowed.size() < MOST_RULES || allowed.containsKey(rule) ? rule : OTHER;
    }
}
