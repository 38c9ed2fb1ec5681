package tv.usher.engine.explain;

import java.util.Map;
import java.util.function.Predicate;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.decision.RuleDecider;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.net.IpAddress;

/**
 * What a dry run needs of the configuration in force.
 *
 * @param trusts whether a caller may ask
 */
public record ExplainedPolicy(
        Predicate<IpAddress> trusts, Dialects dialects, RuleDecider rules, Map<String, Outage> outages) {}
