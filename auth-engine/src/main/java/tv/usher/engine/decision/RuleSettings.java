package tv.usher.engine.decision;

import java.util.List;
import java.util.Optional;
import tv.usher.api.Default;

/**
 * One entry of {@code access}: when all conditions hold, allow or deny, or ask these backends.
 *
 * @param name for logs and metrics; empty: its place in the list
 * @param ask  names of backends
 */
public record RuleSettings(
        @Default("") String name,
        Optional<ConditionSettings> when,
        Optional<Effect> then,
        List<String> ask,
        @Default("any-allows") Combining combining) {

    /** What a rule can say without asking anybody. */
    public enum Effect {
        ALLOW,
        DENY
    }

    public RuleSettings {
        if (then.isPresent() != ask.isEmpty()) {
            throw new IllegalArgumentException("needs either 'then' or 'ask'");
        }
    }
}
