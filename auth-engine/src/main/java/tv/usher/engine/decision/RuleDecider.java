package tv.usher.engine.decision;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import tv.usher.api.Action;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.rule.Countries;
import tv.usher.engine.rule.RequestFacts;
import tv.usher.engine.rule.Rule;
import tv.usher.engine.rule.RuleIndex;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewing;

/** The first rule whose conditions all hold decides; no rule holds: deny. */
public final class RuleDecider implements Decider {

    private static final CompletableFuture<Decision> NO_RULE_HOLDS =
            CompletableFuture.completedFuture(Decision.noRuleHolds());

    private static final int MOST_CHECKS = 50;

    /** As many as a deep path has folders in which a session is looked for. */
    private static final int MOST_NAMES_OF_AN_END = 16;

    private final RuleIndex rules;
    private final List<RuleEffect> effects; // at the same positions
    private final Sessions sessions;
    private final Function<DecisionRequest, RequestFacts> facts;
    private final AtomicInteger pending = new AtomicInteger();

    /**
     * @param limits   that hold beside those of grants
     * @param shadows  the same authorities without the guards that remember what viewers show, and hold it against them
     * @param recorder where answers of shadows go
     * @throws IllegalArgumentException if a rule asks an authority that isn't there
     */
    public RuleDecider(
            List<RuleSettings> access,
            List<SessionLimitSettings> limits,
            Map<String, Authority> authorities,
            Map<String, Authority> shadows,
            SessionContext context,
            Countries countries,
            ShadowRecorder recorder) {
        this.sessions = context.sessions();
        List<String> tokens = context.settings().tokens();
        this.facts = asked -> new RequestFacts(asked.request(), asked.dialect(), asked.caller(), countries, tokens);
        LimitRules holding = new LimitRules(limits, facts);
        RuleEffects made = new RuleEffects(authorities, shadows, context, holding, recorder);
        List<Rule> conditions = new ArrayList<>(access.size());
        List<RuleEffect> effects = new ArrayList<>(access.size());
        for (RuleSettings settings : access) {
            Rule rule = settings.rule(conditions.size() + 1);
            conditions.add(rule);
            effects.add(made.of(rule.name(), settings));
        }
        this.rules = new RuleIndex(conditions);
        this.effects = List.copyOf(effects);
    }

    @Override
    public CompletableFuture<Decision> decide(DecisionRequest decisionRequest) {
        int position = rules.first(facts.apply(decisionRequest));
        return position < 0
                ? NO_RULE_HOLDS.copy()
                : counted(effects.get(position).decide(decisionRequest));
    }

    /** Those that are made at once cost nothing here. */
    private CompletableFuture<Decision> counted(CompletableFuture<Decision> decision) {
        if (!decision.isDone()) {
            pending.incrementAndGet();
            decision.whenComplete((made, failure) -> pending.decrementAndGet());
        }
        return decision;
    }

    /** True while nobody waits for a decision. */
    public boolean isIdle() {
        return pending.get() == 0;
    }

    /** How {@link #decide} would come to its decision now. */
    public RuleTrace trace(DecisionRequest decisionRequest) {
        RequestFacts known = facts.apply(decisionRequest);
        List<RuleTrace.RuleCheck> checks = new ArrayList<>();
        int position = 0;
        for (Rule rule : rules.rules()) {
            RuleEffect effect = effects.get(position++);
            String failing = rule.failing(known);
            if (failing.isEmpty()) {
                checks.add(new RuleTrace.RuleCheck(position, rule.name(), failing));
                return new RuleTrace(checks, position - checks.size(), effect.plan(decisionRequest));
            }
            if (checks.size() < MOST_CHECKS) {
                checks.add(new RuleTrace.RuleCheck(position, rule.name(), failing));
            }
        }
        Plan none = Plan.decided(decisionRequest.request(), "", Decision.noRuleHolds());
        return new RuleTrace(checks, position - checks.size(), none);
    }

    /**
     * Not every caller tells what it was that is over, playing or publishing, nor all by which the rule held that let it in; and since a reload
     * another one may stand before that.
     */
    @Override
    public void end(DecisionRequest decisionRequest) {
        Set<Action> actions = new LinkedHashSet<>();
        actions.add(decisionRequest.request().action()); // what the caller told is the likeliest
        actions.addAll(List.of(Action.values()));
        sessions.end(actions.stream()
                .flatMap(action -> namesOf(decisionRequest.withAction(action)))
                .toList());
    }

    private Stream<Viewing> namesOf(DecisionRequest over) {
        RequestFacts known = facts.apply(over);
        Set<Integer> positions = new LinkedHashSet<>();
        positions.add(rules.first(known));
        rules.mayHaveHeld(known, positions::add);
        return positions.stream()
                .filter(position -> position >= 0)
                .map(position -> effects.get(position).viewing(over))
                .filter(Objects::nonNull)
                .limit(MOST_NAMES_OF_AN_END);
    }
}
