package tv.usher.daemon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.usher.api.Backend;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.decision.ConditionSettings;
import tv.usher.engine.decision.RuleSettings;

/** What a configuration may say, but hardly anybody means. */
final class Warnings {

    /** A viewing that ends sooner is noticed. */
    private static final Duration SHORT = Duration.ofHours(1);

    private final UsherConfig config;
    private final List<String> warnings = new ArrayList<>();

    private Warnings(UsherConfig config) {
        this.config = config;
    }

    /** A sentence each. */
    static List<String> of(UsherConfig config) {
        Warnings found = new Warnings(config);
        found.everyoneIsTrusted();
        config.backends().forEach(found::allowWithoutBudget);
        config.backends().forEach(found::endsBeforeItCanBeRenewed);
        found.rulesThatNeverHold();
        return List.copyOf(found.warnings);
    }

    private void everyoneIsTrusted() {
        if (config.effective().contains("insecure-trust-everyone: true")) {
            warnings.add(
                    "trusted-callers: whoever reaches the port may ask, and is believed about the viewer's address");
        }
    }

    private void allowWithoutBudget(BackendConfig backend) {
        if (backend.settings().onUnavailable().equals(Optional.of(OnUnavailable.ALLOW))
                && backend.settings().unverified().isEmpty()) {
            warnings.add("backends." + backend.name() + ": an outage lets everybody in, without bounds; 'unverified'"
                    + " bounds how many and for how long");
        }
    }

    private void endsBeforeItCanBeRenewed(BackendConfig backend) {
        boolean askedOnce = !backend.atAddresses().stream().allMatch(Backend::canAskAgain);
        if (askedOnce && config.sessions().maxGrant().compareTo(SHORT) < 0) {
            warnings.add("backends." + backend.name()
                    + ": its tokens can't be asked about again, so 'sessions.max-grant'" + " ends every viewing");
        }
    }

    private void rulesThatNeverHold() {
        Map<ConditionSettings, String> seen = new HashMap<>();
        String always = null;
        for (int i = 0; i < config.access().size(); i++) {
            RuleSettings rule = config.access().get(i);
            String name = rule.name().isEmpty() ? "rule " + (i + 1) : "'" + rule.name() + "'";
            ConditionSettings when = rule.when().orElse(null);
            String former = when == null ? always : seen.putIfAbsent(when, name);
            if (always != null
                    && (when == null
                            || when.action().isEmpty() && when.notAction().isEmpty())) {
                warnings.add("access[" + i + "]: " + name + " never holds, since " + always + " above always does");
            } else if (former != null) {
                warnings.add(
                        "access[" + i + "]: " + name + " never holds, since " + former + " above has its conditions");
            }
            always = when == null && always == null ? name : always;
        }
    }
}
