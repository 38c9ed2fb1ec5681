package tv.usher.engine.decision;

import java.time.Duration;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;

/**
 * What the caller is told, and why.
 *
 * @param answer  for the caller
 * @param verdict what led to it; {@link Verdict.Unavailable} with {@link Answer#ALLOW} is a viewer let in unverified
 * @param rule    the rule that held, or who else refused
 * @param backend whose verdict it is; empty if nobody was asked
 * @param grant   names nobody unless a backend allowed and the viewer is let in
 */
public record Decision(Answer answer, Verdict verdict, String rule, String backend, Grant grant) {

    static final Grant NO_GRANT = Grant.of(Duration.ZERO);

    private static final Verdict NO_RULE = new Verdict.Deny("no rule holds");
    private static final Verdict BY_RULE = new Verdict.Deny("rule says deny");
    private static final Decision NO_RULE_HOLDS = new Decision(Answer.DENY, NO_RULE, "", "", NO_GRANT);

    /** No condition of any rule held. */
    static Decision noRuleHolds() {
        return NO_RULE_HOLDS;
    }

    static Decision allowedBy(String rule) {
        return new Decision(Answer.ALLOW, new Verdict.Allow(NO_GRANT), rule, "", NO_GRANT);
    }

    static Decision deniedBy(String rule) {
        return new Decision(Answer.DENY, BY_RULE, rule, "", NO_GRANT);
    }

    /**
     * A question that couldn't be understood, or must not be answered.
     *
     * @param by  who refused
     * @param why a sentence for operators, without anything that a viewer sent
     */
    public static Decision refused(String by, String why) {
        return new Decision(Answer.DENY, new Verdict.Deny(why), by, "", NO_GRANT);
    }

    /** Usher itself failed: nothing is known about this viewer. */
    public static Decision failed(String why) {
        return new Decision(Answer.ERROR, new Verdict.Unavailable(why), "usher", "", NO_GRANT);
    }

    Decision with(Grant grant) {
        return new Decision(answer, verdict, rule, backend, grant);
    }

    Decision under(String rule) {
        return new Decision(answer, verdict, rule, backend, grant);
    }

    /** True for a viewer whom nobody has verified, and who is let in because a backend is unavailable. */
    public boolean isUnverified() {
        return answer == Answer.ALLOW && verdict instanceof Verdict.Unavailable;
    }
}
