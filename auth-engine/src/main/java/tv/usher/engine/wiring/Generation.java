package tv.usher.engine.wiring;

import java.util.Map;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.decision.RuleDecider;
import tv.usher.engine.explain.InForce;
import tv.usher.engine.inbound.Policy;
import tv.usher.engine.rule.Countries;

/** What one configuration brings, and the next replaces as a whole. */
public final class Generation implements AutoCloseable {

    private final Backends backends;
    private final Countries countries;
    private final RuleDecider rules;
    private final Policy policy;

    /**
     * @param policy decides by the rules
     */
    Generation(Backends backends, Countries countries, RuleDecider rules, Policy policy) {
        this.backends = backends;
        this.countries = countries;
        this.rules = rules;
        this.policy = policy;
    }

    Policy policy() {
        return policy;
    }

    /** For dry runs. */
    InForce inForce() {
        return new InForce(policy::trusts, policy.dialects(), rules, backends.outages());
    }

    Map<String, Outage> outages() {
        return backends.outages();
    }

    /** Metrics tell how its backends are from now on, and not how those of another generation are. */
    void show() {
        backends.show();
    }

    /** True while no question is under way that this generation has to answer. */
    boolean isIdle() {
        return rules.isIdle() && backends.isIdle();
    }

    @Override
    public void close() {
        backends.close();
        countries.close();
    }
}
