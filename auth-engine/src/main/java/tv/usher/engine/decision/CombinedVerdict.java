package tv.usher.engine.decision;

import java.util.List;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;

/**
 * What the backends of a rule said together.
 *
 * @param counting the verdict that counts
 * @param grant    names nobody unless a backend allowed
 * @param grantor  whose user the grant names: another backend than the one that counts only where several had to allow
 * @param unheard  backends of the rule of which nothing was heard now, and whose allow would have made this an allow
 */
record CombinedVerdict(BackendVerdict counting, Grant grant, String grantor, List<String> unheard) {

    static CombinedVerdict of(BackendVerdict counting, List<String> unheard) {
        Grant grant = counting.verdict() instanceof Verdict.Allow allow ? allow.grant() : Decision.NO_GRANT;
        return new CombinedVerdict(counting, grant, counting.authority().name(), unheard);
    }

    CombinedVerdict with(Grant grant, String grantor) {
        return new CombinedVerdict(counting, grant, grantor, unheard);
    }

    Authority authority() {
        return counting.authority();
    }

    Verdict verdict() {
        return counting.verdict();
    }

    Answer answer() {
        return counting.answer();
    }

    /** True if whoever is let in by it has been verified by nobody, since a backend is unavailable. */
    boolean isUnverified() {
        return counting.hasNoJudgement() && answer() == Answer.ALLOW;
    }
}
