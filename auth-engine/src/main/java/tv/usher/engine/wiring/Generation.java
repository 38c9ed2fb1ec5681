package tv.usher.engine.wiring;

import java.util.List;
import java.util.Map;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.backend.guard.WatchedBackend;
import tv.usher.engine.decision.RuleDecider;
import tv.usher.engine.explain.InForce;
import tv.usher.engine.inbound.Policy;
import tv.usher.engine.rule.Countries;

/** Everything that is made from one configuration. The next configuration replaces all of it. */
public final class Generation implements AutoCloseable {

    private final Backends backends;
    private final Countries countries;
    private final RuleDecider rules;
    private final Policy policy;

    /**
     * @param policy uses the rules
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

    List<WatchedBackend> watched() {
        return backends.watched();
    }

    Map<String, Outage> outages() {
        return backends.outages();
    }

    /** From now on metrics show the state of its backends, and not of another generation's. */
    void show() {
        backends.show();
    }

    /** From now on Usher asks its backends by itself whether they are out. */
    void watch() {
        backends.watch();
    }

    /** True while this generation has no question to answer. */
    boolean isIdle() {
        return rules.isIdle() && backends.isIdle();
    }

    @Override
    public void close() {
        backends.close();
        countries.close();
    }
}
