package tv.usher.engine.decision;

import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.util.Clock;

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
