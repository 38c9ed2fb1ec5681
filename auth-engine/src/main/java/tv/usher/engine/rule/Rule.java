package tv.usher.engine.rule;

/** One rule's name and compiled conditions; package decision knows its effect. Thread-safe. */
public final class Rule {

    private final String name;
    private final ConditionSettings when;
    private final Conditions conditions;
    private final boolean denies;

    /**
     * @param denies whether it denies without asking anybody
     */
    public Rule(String name, ConditionSettings when, boolean denies) {
        this.name = name;
        this.when = when;
        this.conditions = new Conditions(when);
        this.denies = denies;
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
        boolean isAbout = denies || when.speaksOf(facts.request().action());
        return isAbout ? conditions.failing(facts) : "action";
    }
}
