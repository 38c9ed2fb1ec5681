package tv.usher.engine.decision;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.Viewing;

/** What a rule that holds leads to. Thread-safe. */
interface RuleEffect {

    CompletableFuture<Decision> decide(DecisionRequest decisionRequest);

    /** The viewing as it would be remembered; null for who remembers none. */
    default @Nullable Viewing viewing(DecisionRequest decisionRequest) {
        return null;
    }

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
