package tv.usher.engine.decision;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the decisions that are waited for; those made at once cost nothing here. */
public final class PendingDecisions implements Decider {

    private final Decider decider;
    private final AtomicInteger pending = new AtomicInteger();

    public PendingDecisions(Decider decider) {
        this.decider = decider;
    }

    @Override
    public CompletableFuture<Decision> decide(DecisionRequest decisionRequest) {
        CompletableFuture<Decision> decision = decider.decide(decisionRequest);
        if (!decision.isDone()) {
            pending.incrementAndGet();
            decision.whenComplete((made, failure) -> pending.decrementAndGet());
        }
        return decision;
    }

    @Override
    public void end(DecisionRequest decisionRequest) {
        decider.end(decisionRequest);
    }

    public boolean isIdle() {
        return pending.get() == 0;
    }
}
