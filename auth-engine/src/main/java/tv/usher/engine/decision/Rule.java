package tv.usher.engine.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.Location;
import tv.usher.engine.backend.Authority;

/** One rule, compiled: a condition and what it leads to. */
final class Rule {

    private final String name;
    private final ConditionSettings when;
    private final Conditions conditions;
    private final boolean denies;
    private final Effect effect;

    private Rule(String name, ConditionSettings when, boolean denies, Effect effect) {
        this.name = name;
        this.when = when;
        this.conditions = new Conditions(when);
        this.denies = denies;
        this.effect = effect;
    }

    /** What a rule that holds leads to. */
    interface Effect {

        CompletableFuture<Decision> decide(DecisionRequest decisionRequest);

        /** The viewing is over; nothing to do for who remembers none. */
        default void end(DecisionRequest decisionRequest) {}

        /** What {@link #decide} would lead to now; leaves no trace. */
        Plan plan(DecisionRequest decisionRequest);
    }

    static List<Rule> of(
            List<RuleSettings> access, Map<String, Authority> authorities, SessionContext context, ShadowRecorder recorder) {
        List<Rule> rules = new ArrayList<>(access.size());
        for (RuleSettings settings : access) {
            String name = settings.name().isEmpty() ? "rule " + (rules.size() + 1) : settings.name();
            rules.add(new Rule(
                    name,
                    settings.when().orElse(ConditionSettings.ALWAYS),
                    settings.then().equals(Optional.of(RuleSettings.Effect.DENY)),
                    sending(settings.deniedLocation(), effect(name, settings, authorities, context, recorder))));
        }
        return List.copyOf(rules);
    }

    private static Effect sending(Optional<Location> elsewhere, Effect effect) {
        return elsewhere
                .<Effect>map(location -> new RedirectingEffect(location, effect))
                .orElse(effect);
    }

    private static Effect effect(
            String name,
            RuleSettings settings,
            Map<String, Authority> authorities,
            SessionContext context,
            ShadowRecorder recorder) {
        Optional<RuleSettings.Effect> then = settings.then();
        if (then.isPresent()) {
            Decision decision =
                    then.get() == RuleSettings.Effect.ALLOW ? Decision.allowedBy(name) : Decision.deniedBy(name);
            return new Fixed(decision);
        }
        Shadows shadows = new Shadows(name, find(settings.shadow(), authorities), settings.maxShadow(), recorder);
        BackendGroup backends = new BackendGroup(name, settings.combining(), find(settings.ask(), authorities), shadows);
        String identity = name + ' ' + settings.combining() + ' ' + settings.ask();
        return new SessionStage(name, identity, backends, context);
    }

    private record Fixed(Decision decision) implements Effect {

        @Override
        public CompletableFuture<Decision> decide(DecisionRequest decisionRequest) {
            return CompletableFuture.completedFuture(decision);
        }

        @Override
        public Plan plan(DecisionRequest decisionRequest) {
            return Plan.decided(decision.rule(), decision);
        }
    }

    private static List<Authority> find(List<String> names, Map<String, Authority> authorities) {
        return names.stream().map(name -> find(name, authorities)).toList();
    }

    private static Authority find(String name, Map<String, Authority> authorities) {
        Authority authority = authorities.get(name);
        if (authority == null) {
            throw new IllegalArgumentException("unknown backend '" + name + "'");
        }
        return authority;
    }

    String name() {
        return name;
    }

    /** The conditions as they were given. */
    ConditionSettings when() {
        return when;
    }

    /** A rule that lets viewers in lets nobody publish unless it says so; one that denies keeps publishers out too. */
    boolean holds(RequestFacts facts) {
        return failing(facts).isEmpty();
    }

    /** The first condition that doesn't hold, by its name in the configuration; empty if the rule holds. */
    String failing(RequestFacts facts) {
        boolean isAbout = denies || when.speaksOf(facts.request().action());
        return isAbout ? conditions.failing(facts) : "action";
    }

    CompletableFuture<Decision> decide(DecisionRequest decisionRequest) {
        return effect.decide(decisionRequest);
    }

    void end(DecisionRequest decisionRequest) {
        effect.end(decisionRequest);
    }

    Plan plan(DecisionRequest decisionRequest) {
        return effect.plan(decisionRequest);
    }
}
