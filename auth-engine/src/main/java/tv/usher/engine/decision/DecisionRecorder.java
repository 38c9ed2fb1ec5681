package tv.usher.engine.decision;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;

/**
 * Where every decision is counted and, if it asked somebody or refused, noted. What a known viewer's decision counts is looked up by the name
 * of its dialect and its rule, so that nothing new is allocated for it. Thread-safe, never blocks.
 */
public final class DecisionRecorder {

    /** Rules come from files, and from what other Ushers stored; those beyond are counted together. */
    private static final int MOST_RULES = 5_000;

    private static final String OTHER = "other";

    private final CounterDataPoint[] answers = new CounterDataPoint[Answer.values().length];
    private final Histogram seconds;
    private final Counter byRule;
    private final Map<String, DistributionDataPoint[]> byDialect = new ConcurrentHashMap<>();
    private final Map<String, CounterDataPoint> allowed = new ConcurrentHashMap<>();
    private final Counter unverified;
    private final Counter refusals;
    private final DecisionLog log;
    private final RecentDecisions recent;
    private final Clock clock;

    public DecisionRecorder(PrometheusRegistry registry, DecisionLog log, RecentDecisions recent, Clock clock) {
        this.log = log;
        this.recent = recent;
        this.clock = clock;
        Counter decisions = Counter.builder()
                .withoutExemplars()
                .name("usher_decisions_total")
                .help("Decisions by what the caller was told; error: could not decide")
                .labelNames("answer")
                .register(registry);
        for (Answer answer : Answer.values()) {
            answers[answer.ordinal()] = decisions.labelValues(answer.word());
        }
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
        this.unverified = Counter.builder()
                .withoutExemplars()
                .name("usher_default_allowed_total")
                .help("Viewers let in unverified because a backend was unavailable")
                .labelNames("backend")
                .register(registry);
        this.refusals = Counter.builder()
                .withoutExemplars()
                .name("usher_refusals_total")
                .help("Decisions that let nobody in, by the code of their reason; other: a code of a plugin's own")
                .labelNames("reason")
                .register(registry);
    }

    /**
     * @param nanos from the question's arrival to its answer
     */
    public void add(DecisionRequest decisionRequest, Decision decision, long nanos) {
        count(decision);
        observe(decisionRequest.dialect(), decision, nanos);
        boolean refused = decision.answer() != Answer.ALLOW;
        boolean asked = !decision.backend().isEmpty() && !decision.isKnown();
        if (refused || asked) {
            DecisionRecord entry = DecisionRecords.of(clock.wallNow(), decisionRequest, decision, nanos / 1_000_000);
            log.add(entry);
            recent.add(entry);
        }
    }

    /** How many decisions had that answer so far. */
    public double decided(Answer answer) {
        return answers[answer.ordinal()].get();
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
    static String bounded(String code) {
        return ReasonCode.of(code).isPresent() ? code : OTHER;
    }

    private void observe(String dialect, Decision decision, long nanos) {
        DistributionDataPoint[] times = byDialect.get(dialect);
        if (times == null) {
            times = byDialect.computeIfAbsent(dialect, this::resolve);
        }
        times[decision.answer().ordinal()].observe(nanos / 1e9);
        if (decision.answer() == Answer.ALLOW) {
            CounterDataPoint counter = allowed.get(decision.rule());
            (counter == null ? resolveAllowed(decision.rule()) : counter).inc();
        } else {
            byRule.labelValues(known(decision.rule()), decision.answer().word(), bounded(decision.reasonCode()))
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
