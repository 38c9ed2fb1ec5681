package tv.usher.engine.rule;

import tv.usher.api.Action;

/** One rule's name and compiled conditions; what it leads to is the decision's business. Thread-safe. */
public final class Rule {

    private final String name;
    private final ConditionSettings when;
    private final Conditions conditions;
    private final boolean holdsForAnyAction;

    /**
     * @param denies whether it denies without asking anybody
     */
    public Rule(String name, ConditionSettings when, boolean denies) {
        this.name = name;
        this.when = when;
        this.conditions = new Conditions(when);
        this.holdsForAnyAction = denies || when.namesActions();
    }

    public String name() {
        return name;
    }

    /** The conditions as configured. */
    ConditionSettings when() {
        return when;
    }

    boolean holds(RequestFacts facts) {
        return failing(facts).isEmpty();
    }

    /**
     * The first condition that doesn't hold, by its name in the configuration; empty if the rule holds. An allowing rule is about
     * publishers only if it says so; a denying rule keeps publishers out too.
     */
    public String failing(RequestFacts facts) {
        boolean isAbout = holdsForAnyAction || facts.request().action() == Action.PLAY;
        return isAbout ? conditions.failing(facts) : "action";
    }
}
