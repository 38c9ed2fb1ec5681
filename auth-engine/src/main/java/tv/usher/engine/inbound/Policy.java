package tv.usher.engine.inbound;

import java.util.List;
import java.util.function.Consumer;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.IpAddress;

/**
 * The trusted callers, dialects and decider of one configuration. They change together, so that no question meets parts of two
 * configurations.
 *
 * @param refusedAndOpen hears of each question whose viewer was refused while the caller {@linkplain DecisionRequest#isLeftOpen leaves the
 *     connection open}, once the caller was answered; neither blocks nor throws
 */
public record Policy(
        List<Cidr> trustedCallers, Dialects dialects, Decider decider, Consumer<DecisionRequest> refusedAndOpen) {

    public Policy {
        trustedCallers = List.copyOf(trustedCallers);
    }

    public boolean trusts(IpAddress peer) {
        for (Cidr range : trustedCallers) {
            if (range.contains(peer)) {
                return true;
            }
        }
        return false;
    }
}
