package tv.usher.engine.backend;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;
import tv.usher.api.Verdict;

/** Somebody a rule can ask: a middleware, or a check of the engine's own. Thread-safe. */
public interface Authority {

    /** The name that rules, logs and metrics use. */
    String name();

    /** What counts when this authority can't be asked and nobody else has decided. */
    OnUnavailable onUnavailable();

    /** True if a viewer whom it allowed can be asked about again with the same request. */
    boolean canAskAgain();

    /** True while an outage of it goes on. */
    boolean isOut();

    /** How many viewers may be let in unverified at a time; 0 once an outage lasts longer than the operator wants that. */
    default int maxUnverified() {
        return Integer.MAX_VALUE;
    }

    /**
     * Never blocks and never fails: whatever goes wrong is {@link Verdict.Unavailable}.
     *
     * @return cancelling it gives the question up; it may complete on any thread, also on the calling one
     */
    CompletableFuture<Verdict> judge(AccessRequest request);

    /** What {@link #judge} would say without asking anybody; empty if it would ask. Leaves no trace. */
    default Optional<Verdict> verdictUnasked(AccessRequest request) {
        return Optional.empty();
    }

    /**
     * What a middleware would be asked, once for each of its addresses; empty if nobody would be.
     *
     * @throws RuntimeException if a plugin does
     */
    default List<BackendRequest> questions(AccessRequest request) {
        return List.of();
    }

    /** As {@link #judge} for an operator, with what the middleware answered. What watches this authority doesn't see it. */
    default CompletableFuture<Heard> hear(AccessRequest request) {
        return judge(request).thenApply(verdict -> new Heard(verdict, Optional.empty()));
    }
}
