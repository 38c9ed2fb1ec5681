package tv.usher.engine.decision;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Optional;
import tv.usher.api.Reason;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.net.Captures;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;

/** Where every decision is counted and, if it asked somebody or refused, noted. Thread-safe, never blocks. */
public final class DecisionRecorder {

    private final CounterDataPoint[] answers = new CounterDataPoint[Answer.values().length];
    private final DecisionMetrics metrics;
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
        this.metrics = new DecisionMetrics(registry);
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
        metrics.count(decisionRequest.dialect(), decision, nanos);
        boolean refused = decision.answer() != Answer.ALLOW;
        boolean asked = !decision.backend().isEmpty() && !decision.isKnown();
        if (refused || asked) {
            DecisionRecord entry = recordOf(clock.wallNow(), decisionRequest, decision, nanos / 1_000_000);
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
        return ReasonCode.of(code).isPresent() ? code : "other";
    }

    public static DecisionRecord recordOf(long at, DecisionRequest asked, Decision decision, long millis) {
        Optional<Reason> remark = remark(decision);
        return new DecisionRecord(
                at,
                asked.dialect(),
                asked.caller(),
                DecisionRecord.shown(asked.request()),
                decision.answer().word(),
                decision.answer() != Answer.ALLOW,
                decision.word(),
                decision.rule(),
                remark.map(Reason::code).orElseGet(decision::reasonCode),
                DecisionRecord.start(Captures.hide(
                        remark.map(Reason::text).orElseGet(decision::why),
                        asked.request().captures())),
                decision.backend(),
                DecisionRecord.start(decision.user()),
                asked.request().userAgent().hashCode(),
                millis,
                IpAddress.parse(asked.request().clientAddress()));
    }

    /** What an operator should know of an allow that isn't from memory. */
    private static Optional<Reason> remark(Decision decision) {
        Decision.Pass pass = decision.pass();
        if (decision.answer() != Answer.ALLOW || decision.isKnown() || decision.isUnverified()) {
            return Optional.empty();
        }
        if (pass != null && !pass.session().isNamed()) {
            return Optional.of(ReasonCode.VIEWING_UNNAMED.with(
                    "neither a token nor the caller names the viewing; it counts by user, address, agent and folder"));
        }
        boolean hasLimit =
                decision.grant().unique() || decision.grant().maxSessions().isPresent();
        return hasLimit && decision.user().isEmpty()
                ? Optional.of(ReasonCode.LIMIT_UNCOUNTED.with("the answer has a limit, but names no user to count"))
                : Optional.empty();
    }
}
