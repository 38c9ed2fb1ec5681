package tv.usher.engine.backend;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.util.DerivedFuture;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.Undecided;

/** Something that a rule can ask: a middleware, or one of the engine's own checks. Thread-safe. */
public interface Authority {

    /** The name that rules, logs and metrics use. */
    String name();

    /** The action that counts if this authority can't be asked and no other one has decided. */
    OnUnavailable onUnavailable();

    /** True if the same request can be asked again about a viewer that it allowed. */
    boolean canAskAgain();

    /** True while an outage of it goes on. */
    boolean isOut();

    /** How many viewers may be let in unverified at a time; 0 once an outage lasts longer than the operator allows. */
    default int maxUnverified() {
        return Integer.MAX_VALUE;
    }

    /** How many of those may be of one client address; of IPv6, of one /64. */
    default int maxUnverifiedOfAddress() {
        return Integer.MAX_VALUE;
    }

    /** How many known viewers it may be asked about again at a time; 0 while others wait for their turn. */
    default int maxRenewals() {
        return Integer.MAX_VALUE;
    }

    /** True if it may know viewers by more than a token of the query; {@link #identity} says by what. */
    default boolean identifiesViewers() {
        return false;
    }

    /** The texts by which it knows the viewer, decoded; none if it can't judge this viewer or knows him by a token. Never fails. */
    default List<String> identity(AccessRequest request) {
        return List.of();
    }

    /**
     * Never blocks. {@link Verdict.Unavailable} says that the authority is out, shown by more than this question.
     *
     * @return fails if this question did, and nobody may be let in by that; mostly with an {@link tv.usher.engine.util.Undecided}.
     *     Cancelling it cancels the question; it may complete on any thread, also on the calling one
     */
    CompletableFuture<Verdict> judge(AccessRequest request);

    /** What {@link #judge} would do now. Changes nothing and never fails. */
    default Preview preview(AccessRequest request) {
        return Preview.asking(List.of());
    }

    /**
     * As {@link #judge}, but for an operator: the result has the middleware's answer too, and never fails. It binds no token and counts
     * for no ban, metric or outage.
     */
    default CompletableFuture<AnsweredVerdict> judgeWithAnswer(AccessRequest request) {
        return new DerivedFuture<>(
                judge(request),
                (verdict, failure) -> verdict != null
                        ? AnsweredVerdict.of(verdict)
                        : AnsweredVerdict.of(new Undecided(Undecided.reasonOf(Objects.requireNonNull(failure)))));
    }

    /** As {@link #judgeWithAnswer}, about a viewer that no middleware can know. A check without a middleware abstains. */
    default CompletableFuture<AnsweredVerdict> judgeStranger() {
        return CompletableFuture.completedFuture(
                AnsweredVerdict.of(new Verdict.Abstain(ReasonCode.CANNOT_JUDGE.with("has no middleware"))));
    }
}
