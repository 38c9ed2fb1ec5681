package tv.usher.engine.backend;

import java.util.Optional;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;

/** Verdicts as operators read them, in logs and answers. */
public final class VerdictText {

    /** The word for a question that failed, which has no verdict. */
    public static final String UNDECIDED = "undecided";

    private VerdictText() {}

    /** {@code allow, deny, abstain} or {@code unavailable}. */
    public static String word(Verdict verdict) {
        return verdict.fold(allow -> "allow", deny -> "deny", abstain -> "abstain", unavailable -> "unavailable");
    }

    /** A few words; empty for an allow. */
    public static String why(Verdict verdict) {
        return reason(verdict).map(Reason::text).orElse("");
    }

    /** The code of the same reason; empty for an allow. */
    public static String code(Verdict verdict) {
        return reason(verdict).map(Reason::code).orElse("");
    }

    private static Optional<Reason> reason(Verdict verdict) {
        return verdict.fold(
                allow -> Optional.empty(),
                deny -> Optional.of(deny.reason()),
                abstain -> Optional.of(abstain.reason()),
                unavailable -> Optional.of(unavailable.reason()));
    }
}
