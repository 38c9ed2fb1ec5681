package tv.usher.engine.decision;

import org.jspecify.annotations.Nullable;
import tv.usher.api.Verdict;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.ReasonCode;

/**
 * What becomes of a request, by what memory has, what the backends said and what an admission says. Pure. The walk and a refresh execute
 * it, a dry run tells it, so what is explained is what would be done.
 */
final class DecisionTable {

    /** What follows once those whom a rule asks have spoken. */
    enum Step {
        /** A backend allowed: the viewer is let in, within bans and limits. */
        ADMIT,
        /** A backend that had to allow couldn't be asked, and its action is to allow: the viewer is let in within its bounds. */
        ADMIT_UNVERIFIED,
        /** As above, but the operator's time for that is over. */
        REFUSE_UNVERIFIED,
        /** Who was known goes on, whatever the action for strangers is: the backend that allowed wasn't heard. */
        KEEP,
        /** A backend denied: that is remembered for a while, and ends the session of who was known. */
        DENY,
        /** There is nothing to remember, neither for the viewer nor against him. */
        TELL
    }

    private DecisionTable() {}

    /**
     * What memory decides; null if somebody has to be asked.
     *
     * @param known   null if there is no live session of the viewing
     * @param refusal null if nothing is remembered against the viewer
     */
    static @Nullable Decision fromMemory(
            String rule, @Nullable Session known, @Nullable Refusal refusal, long now, Viewing viewing) {
        if (known != null) {
            return Decision.known(rule, known, now, viewing);
        }
        return refusal != null ? Decision.refusedFromMemory(rule, refusal) : null;
    }

    /**
     * What follows from what the backends said.
     *
     * @param keepable null unless the viewing has a session that an outage may keep: one whose grant is over, or one that lives and
     *     is asked about again
     */
    static Step afterAsking(CombinedVerdict heard, @Nullable Session keepable) {
        Verdict verdict = heard.verdict();
        if (verdict instanceof Verdict.Allow) {
            return Step.ADMIT;
        }
        if (keepable != null && heard.unheard().contains(keepable.origin().backend())) {
            return Step.KEEP;
        }
        if (heard.isUnverified()) {
            return heard.authority().maxUnverified() == 0 ? Step.REFUSE_UNVERIFIED : Step.ADMIT_UNVERIFIED;
        }
        return verdict instanceof Verdict.Deny ? Step.DENY : Step.TELL;
    }

    /**
     * What the caller is told of a viewer whom admission keeps out.
     *
     * @param refusal what admission says
     */
    static Decision refused(Step step, String rule, CombinedVerdict heard, Refusal refusal) {
        return step == Step.ADMIT
                ? Decision.refusedFromMemory(rule, toRemember(heard, refusal))
                : Decision.deniedUnverified(rule, heard, refusal.reason());
    }

    /** The refusal as it is remembered: the backend's that allowed, since it is about its user. */
    static Refusal toRemember(CombinedVerdict heard, Refusal refusal) {
        return new Refusal(refusal.reason(), heard.grantor(), refusal.user());
    }

    /**
     * What the caller is told where nobody is let in. A viewer whose session had to go for a newer one hears of that, whatever a backend
     * says of a token that is used up or missing.
     *
     * @param replaced null if nothing is known of that
     */
    static Decision explained(String rule, CombinedVerdict heard, @Nullable Refusal replaced) {
        Decision decision = Decision.of(rule, heard);
        boolean refused = heard.verdict() instanceof Verdict.Deny || heard.verdict() instanceof Verdict.Abstain;
        return replaced == null || !refused ? decision : decision.because(replaced);
    }

    /** What the caller is told with {@link Step#REFUSE_UNVERIFIED}. */
    static Decision tooLate(String rule, CombinedVerdict heard) {
        return Decision.deniedUnverified(
                rule, heard, ReasonCode.UNVERIFIED_OVER.with("nobody is let in unverified any more"));
    }
}
