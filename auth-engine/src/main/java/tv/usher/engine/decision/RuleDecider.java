package tv.usher.engine.decision;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.net.IpAddress;

/** The first rule whose conditions all hold decides; no rule holds: deny. */
public final class RuleDecider implements Decider {

    private static final CompletableFuture<Decision> NO_RULE_HOLDS =
            CompletableFuture.completedFuture(Decision.noRuleHolds());

    private final List<Rule> rules;
    private final boolean anyAddress;

    /**
     * @throws IllegalArgumentException if a rule asks an authority that isn't there
     */
    public RuleDecider(List<RuleSettings> access, Map<String, Authority> authorities, Memory memory) {
        this.rules = Rule.of(access, authorities, memory);
        this.anyAddress = rules.stream().anyMatch(Rule::hasAddress);
    }

    @Override
    public CompletableFuture<Decision> decide(Inquiry inquiry) {
        AccessRequest request = inquiry.request();
        IpAddress client = anyAddress ? IpAddress.parse(request.clientAddress()).orElse(null) : null;
        for (Rule rule : rules) {
            if (rule.holds(request, client)) {
                return rule.decide(inquiry);
            }
        }
        return NO_RULE_HOLDS.copy();
    }
}
