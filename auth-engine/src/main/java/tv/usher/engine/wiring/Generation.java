package tv.usher.engine.wiring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.backend.guard.WatchedBackend;
import tv.usher.engine.decision.RuleDecider;
import tv.usher.engine.explain.ExplainedPolicy;
import tv.usher.engine.inbound.Policy;
import tv.usher.engine.rule.Countries;

/** Everything that is made from one configuration. The next configuration replaces all of it. */
public final class Generation implements AutoCloseable {

    private final Backends backends;
    private final Countries countries;
    private final RuleDecider rules;
    private final Policy policy;
    private final Optional<Cutting> cutting;
    private final ConfigurationInForce inForce;
    private final Runnable guardsInForce;

    /**
     * @param policy        uses the rules
     * @param guardsInForce keeps the guards that the rules use for the generation after this one
     */
    Generation(
            Backends backends,
            Countries countries,
            RuleDecider rules,
            Policy policy,
            Optional<Cutting> cutting,
            ConfigurationInForce inForce,
            Runnable guardsInForce) {
        this.backends = backends;
        this.countries = countries;
        this.rules = rules;
        this.policy = policy;
        this.cutting = cutting;
        this.inForce = inForce;
        this.guardsInForce = guardsInForce;
    }

    Policy policy() {
        return policy;
    }

    /** For dry runs. */
    ExplainedPolicy explained() {
        Map<String, Outage> outages =
                watched().stream().collect(Collectors.toMap(WatchedBackend::name, WatchedBackend::outage));
        return new ExplainedPolicy(policy::trusts, policy.dialects(), rules, outages);
    }

    List<WatchedBackend> watched() {
        return backends.watched();
    }

    /**
     * It is in force: from now on metrics show the state of its backends, and its media servers are told, and not those of another generation.
     */
    void show() {
        guardsInForce.run();
        backends.show();
        inForce.put(cutting.map(Cutting::cuts), backends.authorities());
    }

    /** From now on Usher asks its backends by itself whether they are out. */
    void watch() {
        backends.watch();
    }

    /** Another generation is in force; this one only answers its questions. */
    void replaced() {
        backends.replaced();
    }

    /** True while this generation has no question to answer. */
    boolean isIdle() {
        return rules.isIdle()
                && backends.isIdle()
                && cutting.map(Cutting::isIdle).orElse(true);
    }

    @Override
    public void close() {
        cutting.ifPresent(Cutting::close);
        backends.close();
        countries.close();
    }
}
