package tv.usher.engine.decision;

import java.util.Optional;
import tv.usher.api.Reason;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.net.Captures;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;

/** Where every decision is counted and, if it asked somebody or refused, noted. Thread-safe, never blocks. */
public final class DecisionRecorder {

    private final DecisionMetrics metrics;
    private final DecisionLog log;
    private final RecentDecisions recent;
    private final Clock clock;

    public DecisionRecorder(DecisionMetrics metrics, DecisionLog log, RecentDecisions recent, Clock clock) {
        this.metrics = metrics;
        this.log = log;
        this.recent = recent;
        this.clock = clock;
    }

    /**
     * @param nanos from the question's arrival to its answer
     */
    public void add(DecisionRequest decisionRequest, Decision decision, long nanos) {
        metrics.count(decision);
        boolean refused = decision.answer() != Answer.ALLOW;
        boolean asked = !decision.backend().isEmpty() && !decision.isKnown();
        if (refused || asked) {
            DecisionRecord entry = recordOf(clock.wallNow(), decisionRequest, decision, nanos / 1_000_000);
            log.add(entry);
            recent.add(entry);
        }
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
                Captures.hide(
                        remark.map(Reason::text).orElseGet(decision::why),
                        asked.request().captures()),
                decision.backend(),
                decision.user(),
                asked.request().userAgent().hashCode(),
                millis);
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
