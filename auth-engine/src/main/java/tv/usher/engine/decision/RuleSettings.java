package tv.usher.engine.decision;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tv.usher.api.Default;
import tv.usher.api.Location;
import tv.usher.engine.net.PathPattern;
import tv.usher.engine.rule.ConditionSettings;
import tv.usher.engine.rule.Rule;
import tv.usher.engine.session.Origin;
import tv.usher.engine.util.Hash;

/**
 * One entry of {@code access}: when all conditions hold, allow or deny, or ask these backends.
 *
 * @param name      for logs and metrics, and for its sessions ({@link #identity}); empty: it is shown by its place in the list
 * @param ask       names of backends
 * @param shadow    names of backends that are asked beside those, and don't count
 * @param maxShadow questions to shadows at once; one more isn't asked
 * @param deniedLocation where viewers go whom this rule denies, unless a backend has said where
 * @param deniedLocations the same by the code of the reason, before {@code denied-location}
 */
public record RuleSettings(
        @Default("") String name,
        Optional<ConditionSettings> when,
        Optional<Effect> then,
        List<String> ask,
        @Default("any-allows") Combining combining,
        List<String> shadow,
        @Default("50") int maxShadow,
        Optional<Location> deniedLocation,
        Map<String, Location> deniedLocations) {

    /** With its place, what a rule without a name is shown by; names have no blank. A session keeps the place that its rule had. */
    private static final String UNNAMED = "rule ";

    /** What a rule can say without asking anybody. */
    public enum Effect {
        ALLOW,
        DENY
    }

    public RuleSettings {
        if (then.isPresent() && !ask.isEmpty()) {
            throw new IllegalArgumentException(
                    "has 'then' and 'ask'; keep one of them: 'then' decides at once, 'ask' lets backends decide");
        }
        if (then.isEmpty() && ask.isEmpty()) {
            throw new IllegalArgumentException("needs either 'then' or 'ask'");
        }
        if (ask.isEmpty() && !shadow.isEmpty()) {
            throw new IllegalArgumentException("has 'shadow' but no 'ask', so there is nothing to compare with");
        }
        if (then.equals(Optional.of(Effect.ALLOW)) && (deniedLocation.isPresent() || !deniedLocations.isEmpty())) {
            throw new IllegalArgumentException("has 'denied-location' but denies nobody");
        }
        if (then.isPresent() && !deniedLocations.isEmpty()) {
            throw new IllegalArgumentException(
                    "has 'denied-locations' but denies for one reason; write 'denied-location'");
        }
        if (maxShadow < 1) {
            throw new IllegalArgumentException("max-shadow must be at least 1");
        }
    }

    /**
     * True for the origin of a session for which that backend had to allow: it is the session's own, or one of several that all have to.
     *
     * @param access all rules
     */
    public static Predicate<Origin> letInBy(String backend, List<RuleSettings> access) {
        Set<String> rules = new HashSet<>();
        Set<String> besideInUnnamed = new HashSet<>();
        for (RuleSettings rule : access) {
            if (rule.combining() == Combining.ALL_ALLOW && rule.ask().contains(backend)) {
                if (rule.name().isEmpty()) {
                    besideInUnnamed.addAll(rule.ask());
                } else {
                    rules.add(rule.name());
                }
            }
        }
        return origin -> origin.backend().equals(backend)
                || rules.contains(origin.rule())
                || origin.rule().startsWith(UNNAMED) && besideInUnnamed.contains(origin.backend());
    }

    /** Paths that name what stands in them, such as the channel, which names a viewing too. */
    public List<PathPattern> naming() {
        return when.map(ConditionSettings::path).orElse(List.of()).stream()
                .filter(PathPattern::isNaming)
                .toList();
    }

    /**
     * Names the rule and whom it asks in what is remembered of its viewers, so that no other rule answers by it. A rule without a name is
     * told by when it holds: its place changes with the rules above it.
     */
    public String identity() {
        String unnamed = name.isEmpty()
                ? ' ' + Hash.SHA256.hex(when.orElse(ConditionSettings.ALWAYS).text())
                : "";
        return name + ' ' + combining + ' ' + ask + unnamed;
    }

    /**
     * @param position 1 for the first rule of the configuration
     */
    Rule rule(int position) {
        return new Rule(
                name.isEmpty() ? UNNAMED + position : name,
                when.orElse(ConditionSettings.ALWAYS),
                then.equals(Optional.of(Effect.DENY)));
    }
}
