package tv.usher.engine.decision;

import tv.usher.api.AccessRequest;

/** Where every decision is counted and, if it asked somebody or refused, logged. Thread-safe, never blocks. */
public final class Journal {

    private final DecisionMetrics metrics;
    private final DecisionLog log;

    public Journal(DecisionMetrics metrics, DecisionLog log) {
        this.metrics = metrics;
        this.log = log;
    }

    /**
     * @param nanos from the question's arrival to its answer
     */
    public void add(AccessRequest request, Decision decision, long nanos) {
        metrics.count(decision);
        log.add(request, decision, nanos / 1_000_000);
    }
}
