package tv.usher.engine.decision;

import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;

/** Decides about one access request. Thread-safe, never blocks. */
public interface Decider {

    /**
     * @return completes with a decision, on any thread, also on the calling one; cancelling it gives up what is still asked
     */
    CompletableFuture<Decision> decide(AccessRequest request);
}
