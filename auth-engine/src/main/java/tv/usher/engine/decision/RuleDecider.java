package tv.usher.engine.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.Action;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.geo.Countries;

/** The first rule whose conditions all hold decides; no rule holds: deny. */
public final class RuleDecider implements Decider {

    private static final CompletableFuture<Decision> NO_RULE_HOLDS =
            CompletableFuture.completedFuture(Decision.noRuleHolds());

    private static final int MOST_LOOKS = 50;

    private final RuleIndex rules;
    private final Countries countries;
    private final List<String> tokens;

    /**
     * @param journal where answers of shadows go
     * @throws IllegalArgumentException if a rule asks an authority that isn't there
     */
    public RuleDecider(
            List<RuleSettings> access,
            Map<String, Authority> authorities,
            SessionContext context,
            Countries countries,
            ShadowRecorder recorder) {
        this.rules = new RuleIndex(Rule.of(access, authorities, context, recorder));
        this.countries = countries;
        this.tokens = context.settings().tokens();
    }

    @Override
    public CompletableFuture<Decision> decide(DecisionRequest decisionRequest) {
        Rule rule = rules.first(new RequestFacts(decisionRequest, countries, tokens));
        return rule == null ? NO_RULE_HOLDS.copy() : rule.decide(decisionRequest);
    }

    /** How {@link #decide} would come to its decision now. */
    public RuleTrace trace(DecisionRequest decisionRequest) {
        RequestFacts facts = new RequestFacts(decisionRequest, countries, tokens);
        List<RuleTrace.RuleCheck> looks = new ArrayList<>();
        int position = 0;
        for (Rule rule : rules.rules()) {
            position++;
            String failing = rule.failing(facts);
            if (failing.isEmpty()) {
                looks.add(new RuleTrace.RuleCheck(position, rule.name(), failing));
                return new RuleTrace(looks, position - looks.size(), rule.plan(decisionRequest));
            }
            if (looks.size() < MOST_LOOKS) {
                looks.add(new RuleTrace.RuleCheck(position, rule.name(), failing));
            }
        }
        return new RuleTrace(looks, position - looks.size(), Plan.decided("", Decision.noRuleHolds()));
    }

    /** Not every caller tells what it was that is over, playing or publishing. */
    @Override
    public void end(DecisionRequest decisionRequest) {
        for (Action action : Action.values()) {
            DecisionRequest over = decisionRequest.withAction(action);
            Rule rule = rules.first(new RequestFacts(over, countries, tokens));
            if (rule != null) {
                rule.end(over);
            }
        }
    }
}
