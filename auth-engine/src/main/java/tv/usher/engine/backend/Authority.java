package tv.usher.engine.backend;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.util.DerivedFuture;

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

    /** What {@link #judge} would do now; leaves no trace, and never fails. */
    default Preview preview(AccessRequest request) {
        return Preview.asking(List.of());
    }

    /**
     * As {@link #judge} for an operator, with what a middleware answered. Nobody is bound, banned or counted for it, but it is a question
     * like any other to the breaker and the connections. Guards that would deny are passed by: {@link #preview} tells of them.
     */
    default CompletableFuture<AnsweredVerdict> judgeWithAnswer(AccessRequest request) {
        return new DerivedFuture<>(judge(request), (verdict, failure) -> {
            if (failure != null) {
                throw failure;
            }
            return AnsweredVerdict.of(verdict);
        });
    }
}
