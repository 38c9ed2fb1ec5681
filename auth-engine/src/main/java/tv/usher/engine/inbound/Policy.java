package tv.usher.engine.inbound;

import java.util.List;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.IpAddress;

/** Who may ask, in which languages, and how it is decided: of one configuration, so that no question meets parts of two. */
public record Policy(List<Cidr> trustedCallers, Dialects dialects, Decider decider) {

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
