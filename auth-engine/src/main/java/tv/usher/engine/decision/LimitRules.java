package tv.usher.engine.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tv.usher.engine.rule.ConditionSettings;
import tv.usher.engine.rule.RequestFacts;
import tv.usher.engine.rule.Rule;
import tv.usher.engine.session.SessionLimit;

/** The limits of the configuration, and for whom they hold. Looked at when somebody is let in, never for a known viewer. Thread-safe. */
final class LimitRules {

    private final List<LimitRule> rules;
    private final Function<DecisionRequest, RequestFacts> facts;

    private record LimitRule(SessionLimit limit, Rule when) {

        /** As an allowing rule it is about publishers only if it says so. */
        static LimitRule of(SessionLimitSettings settings) {
            ConditionSettings when = settings.when().orElse(ConditionSettings.ALWAYS);
            return new LimitRule(settings.limit(), new Rule(settings.name(), when, false));
        }
    }

    LimitRules(List<SessionLimitSettings> limits, Function<DecisionRequest, RequestFacts> facts) {
        this.rules = limits.stream().map(LimitRule::of).toList();
        this.facts = facts;
    }

    /** In the order of the configuration. */
    List<SessionLimit> of(DecisionRequest asked) {
        if (rules.isEmpty()) {
            return List.of();
        }
        RequestFacts known = facts.apply(asked);
        List<SessionLimit> holding = new ArrayList<>(rules.size());
        for (LimitRule rule : rules) {
            if (rule.when().failing(known).isEmpty()) {
                holding.add(rule.limit());
            }
        }
        return holding;
    }
}
