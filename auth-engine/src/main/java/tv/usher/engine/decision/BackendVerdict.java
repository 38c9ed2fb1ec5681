package tv.usher.engine.decision;

import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.util.ReasonCode;

/** A verdict and the authority that gave it. */
record BackendVerdict(Authority authority, Verdict verdict) {

    private static final Verdict NO_VERDICT =
            new Verdict.Unavailable(ReasonCode.INTERNAL_ERROR.with("gave no verdict"));

    /** The verdict of an authority that failed to give one although it must; without this, the question would wait for ever. */
    static BackendVerdict missing(Authority authority) {
        return new BackendVerdict(authority, NO_VERDICT);
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

    boolean isUnavailable() {
        return verdict instanceof Verdict.Unavailable;
    }

    /** The decision if this is the only verdict: an abstention doesn't allow, and an outage leads to its configured action. */
    Answer answer() {
        return verdict.fold(
                allow -> Answer.ALLOW,
                deny -> Answer.DENY,
                abstain -> Answer.DENY,
                unavailable -> switch (authority.onUnavailable()) {
                    case ALLOW -> Answer.ALLOW;
                    case DENY -> Answer.DENY;
                    case ERROR -> Answer.ERROR;
                });
    }

    Decision decision() {
        Grant grant = verdict instanceof Verdict.Allow allow ? allow.grant() : Decision.NO_GRANT;
        return new Decision(answer(), verdict, "", authority.name(), grant, null);
    }
}
