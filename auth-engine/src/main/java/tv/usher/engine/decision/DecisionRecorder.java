package tv.usher.engine.decision;

import java.util.function.LongSupplier;
import tv.usher.engine.backend.VerdictText;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.journal.RecentDecisions;

/** Where every decision is counted and, if it asked somebody or refused, noted. Thread-safe, never blocks. */
public final class DecisionRecorder {

    private final DecisionMetrics metrics;
    private final DecisionLog log;
    private final RecentDecisions recent;
    private final LongSupplier wallMillis;

    public DecisionRecorder(DecisionMetrics metrics, DecisionLog log, RecentDecisions recent, LongSupplier wallMillis) {
        this.metrics = metrics;
        this.log = log;
        this.recent = recent;
        this.wallMillis = wallMillis;
    }

    /**
     * @param nanos from the question's arrival to its answer
     */
    public void add(DecisionRequest decisionRequest, Decision decision, long nanos) {
        metrics.count(decision);
        boolean refused = decision.answer() != Answer.ALLOW;
        boolean asked = !decision.backend().isEmpty() && !decision.isKnown();
        if (refused || asked) {
            DecisionRecord entry = recordOf(wallMillis.getAsLong(), decisionRequest, decision, nanos / 1_000_000);
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
                VerdictText.word(decision.verdict()),
                decision.rule(),
                decision.reasonCode(),
                decision.why(),
                decision.backend(),
                decision.user(),
                millis);
    }
}
