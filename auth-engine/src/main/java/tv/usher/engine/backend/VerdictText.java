package tv.usher.engine.backend;

import tv.usher.api.Verdict;

/** Verdicts as operators read them, in logs and answers. */
public final class VerdictText {

    private VerdictText() {}

    /** {@code allow, deny, abstain} or {@code unavailable}. */
    public static String word(Verdict verdict) {
        return verdict.fold(allow -> "allow", deny -> "deny", abstain -> "abstain", unavailable -> "unavailable");
    }

    /** A few words; empty for an allow. */
    public static String why(Verdict verdict) {
        return verdict.fold(allow -> "", Verdict.Deny::reason, Verdict.Abstain::reason, Verdict.Unavailable::reason);
    }
}
