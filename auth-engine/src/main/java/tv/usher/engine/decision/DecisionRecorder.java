package tv.usher.engine.decision;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;

/** Where every decision is counted and, if it asked somebody or refused, noted. Thread-safe, never blocks. */
public final class DecisionRecorder {

    private final CounterDataPoint[] answers = new CounterDataPoint[Answer.values().length];
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
        boolean refused = decision.answer() != Answer.ALLOW;
        boolean asked = !decision.backend().isEmpty() && !decision.isKnown();
        if (refused || asked) {
            DecisionRecord entry = recordOf(clock.wallNow(), decisionRequest, decision, nanos / 1_000_000);
            log.add(entry);
            recent.add(entry);
        }
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

    public static DecisionRecord recordOf(long at, DecisionRequest asked, Decision decision, long millis) {
        return new DecisionRecord(
                at,
                asked.dialect(),
                asked.caller(),
                DecisionRecord.shown(asked.request()),
                decision.answer().word(),
                decision.answer() != Answer.ALLOW,
                decision.word(),
                decision.rule(),
                decision.reasonCode(),
                DecisionRecord.start(decision.why()),
                decision.backend(),
                DecisionRecord.start(decision.user()),
                millis);
    }
}
