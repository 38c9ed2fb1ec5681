package tv.usher.engine.decision;

import java.util.concurrent.CompletableFuture;

/** Decides about one request. Thread-safe, never blocks. */
public interface Decider {

    /**
     * @return completes with a decision, on any thread, also on the calling one; cancelling it gives up what is still asked
     */
    CompletableFuture<Decision> decide(DecisionRequest decisionRequest);

    /** The viewing that the request names is over. A viewing that isn't known is over already. */
    void end(DecisionRequest decisionRequest);
}
