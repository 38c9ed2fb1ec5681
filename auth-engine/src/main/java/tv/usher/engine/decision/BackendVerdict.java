package tv.usher.engine.decision;

import org.jspecify.annotations.Nullable;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.AnsweredVerdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.VerdictText;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.Undecided;

/**
 * What an authority said.
 *
 * @param verdict     {@link Verdict.Unavailable} also if the question failed
 * @param isUndecided true if the question failed, and nothing shows that the authority is out
 */
record BackendVerdict(Authority authority, Verdict verdict, boolean isUndecided) {

    private static final Reason NO_VERDICT = ReasonCode.INTERNAL_ERROR.with("gave no verdict");

    BackendVerdict(Authority authority, Verdict verdict) {
        this(authority, verdict, false);
    }

    static BackendVerdict of(Authority authority, AnsweredVerdict answered) {
        return new BackendVerdict(
                authority, answered.verdict(), answered.undecided().isPresent());
    }

    /**
     * @param verdict null if the question failed
     * @param failure null if it didn't
     */
    static BackendVerdict of(Authority authority, @Nullable Verdict verdict, @Nullable Throwable failure) {
        if (verdict != null) {
            return new BackendVerdict(authority, verdict);
        }
        Reason reason = failure == null ? NO_VERDICT : Undecided.reasonOf(failure);
        return new BackendVerdict(authority, new Verdict.Unavailable(reason), true);
    }

    boolean allows() {
        return verdict instanceof Verdict.Allow;
    }

    boolean denies() {
        return verdict instanceof Verdict.Deny;
    }

    boolean abstains() {
        return verdict instanceof Verdict.Abstain;
    }

    /** True if it judged nothing, for whatever reason. */
    boolean hasNoJudgement() {
        return verdict instanceof Verdict.Unavailable;
    }

    /** {@code allow, deny, abstain, undecided} or {@code unavailable}. */
    String word() {
        return isUndecided ? VerdictText.UNDECIDED : VerdictText.word(verdict);
    }

    /** What counts in place of a verdict that wasn't heard: the operator's choice in an outage, and no allow in any other case. */
    OnUnavailable action() {
        return isUndecided ? OnUnavailable.ERROR : authority.onUnavailable();
    }

    /** The answer if this is the only verdict: an abstention doesn't allow, and an outage leads to its configured action. */
    Answer answer() {
        return verdict.fold(
                allow -> Answer.ALLOW, deny -> Answer.DENY, abstain -> Answer.DENY, unavailable -> switch (action()) {
                    case ALLOW -> Answer.ALLOW;
                    case DENY -> Answer.DENY;
                    case ERROR -> Answer.ERROR;
                });
    }
}
