package tv.usher.engine.decision;

import java.util.List;

/**
 * How one question would be decided now, told without asking anybody and without a trace.
 *
 * @param checks  at the rules in their order, up to the one that holds; of very many that don't hold, the first ones
 * @param others  how many more rules don't hold
 * @param plan of the rule that holds, or of there being none
 */
public record RuleTrace(List<RuleCheck> checks, int others, Plan plan) {

    /**
     * A look at a rule.
     *
     * @param position 1 for the first rule of the configuration
     * @param failing  the first condition that doesn't hold, by its name in the configuration; empty if the rule holds
     */
    public record RuleCheck(int position, String rule, String failing) {}
}
