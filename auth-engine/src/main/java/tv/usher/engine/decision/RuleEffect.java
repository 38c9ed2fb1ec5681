package tv.usher.engine.decision;

import java.util.concurrent.CompletableFuture;

/** What a rule that holds leads to. Thread-safe. */
interface RuleEffect {

    CompletableFuture<Decision> decide(DecisionRequest decisionRequest);

    /** The viewing is over; nothing to do for who remembers none. */
    default void end(DecisionRequest decisionRequest) {}

    /** What {@link #decide} would lead to now; leaves no trace. */
    Plan plan(DecisionRequest decisionRequest);

    /** Decides without asking anybody. */
    record Fixed(Decision decision) implements RuleEffect {

        @Override
        public CompletableFuture<Decision> decide(DecisionRequest decisionRequest) {
            return CompletableFuture.completedFuture(decision);
        }

        @Override
        public Plan plan(DecisionRequest decisionRequest) {
            return Plan.decided(decisionRequest.request(), decision.rule(), decision);
        }
    }
}
