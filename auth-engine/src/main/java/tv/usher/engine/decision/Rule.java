package tv.usher.engine.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.net.IpAddress;

/** One rule, compiled: a condition and what it leads to. */
final class Rule {

    private final ConditionSettings condition;
    private final Function<Inquiry, CompletableFuture<Decision>> effect;

    private Rule(ConditionSettings condition, Function<Inquiry, CompletableFuture<Decision>> effect) {
        this.condition = condition;
        this.effect = effect;
    }

    static List<Rule> of(List<RuleSettings> access, Map<String, Authority> authorities, Memory memory) {
        List<Rule> rules = new ArrayList<>(access.size());
        for (RuleSettings settings : access) {
            String name = settings.name().isEmpty() ? "rule " + (rules.size() + 1) : settings.name();
            rules.add(new Rule(
                    settings.when().orElse(ConditionSettings.ALWAYS), effect(name, settings, authorities, memory)));
        }
        return List.copyOf(rules);
    }

    private static Function<Inquiry, CompletableFuture<Decision>> effect(
            String name, RuleSettings settings, Map<String, Authority> authorities, Memory memory) {
        Optional<RuleSettings.Effect> then = settings.then();
        if (then.isPresent()) {
            Decision decision =
                    then.get() == RuleSettings.Effect.ALLOW ? Decision.allowedBy(name) : Decision.deniedBy(name);
            return inquiry -> CompletableFuture.completedFuture(decision);
        }
        List<Authority> asked =
                settings.ask().stream().map(each -> find(each, authorities)).toList();
        String identity = name + ' ' + settings.combining() + ' ' + settings.ask();
        return new KnownViewers(name, identity, new Poll(name, settings.combining(), asked), memory);
    }

    private static Authority find(String name, Map<String, Authority> authorities) {
        Authority authority = authorities.get(name);
        if (authority == null) {
            throw new IllegalArgumentException("unknown backend '" + name + "'");
        }
        return authority;
    }

    boolean hasAddress() {
        return !condition.address().isEmpty();
    }

    /**
     * @param client null if unknown
     */
    boolean holds(AccessRequest request, IpAddress client) {
        return condition.holds(request, client);
    }

    CompletableFuture<Decision> decide(Inquiry inquiry) {
        return effect.apply(inquiry);
    }
}
