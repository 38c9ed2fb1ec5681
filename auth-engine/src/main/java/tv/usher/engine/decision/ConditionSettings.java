package tv.usher.engine.decision;

import java.util.List;
import tv.usher.api.AccessRequest;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.HostPattern;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.PathPattern;

/** Conditions of a rule: each that is given must hold, by any of its values. An unknown fact holds for none. */
public record ConditionSettings(List<Cidr> address, List<PathPattern> path, List<HostPattern> host) {

    static final ConditionSettings ALWAYS = new ConditionSettings(List.of(), List.of(), List.of());

    /**
     * @param client null if unknown
     */
    boolean holds(AccessRequest request, IpAddress client) {
        return addressHolds(client) && pathHolds(request.path()) && hostHolds(request.host());
    }

    private boolean addressHolds(IpAddress client) {
        if (address.isEmpty()) {
            return true;
        }
        if (client != null) {
            for (Cidr range : address) {
                if (range.contains(client)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean pathHolds(String asked) {
        if (path.isEmpty()) {
            return true;
        }
        if (!asked.isEmpty()) {
            for (PathPattern pattern : path) {
                if (pattern.matches(asked)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean hostHolds(String asked) {
        if (host.isEmpty()) {
            return true;
        }
        if (!asked.isEmpty()) {
            for (HostPattern pattern : host) {
                if (pattern.matches(asked)) {
                    return true;
                }
            }
        }
        return false;
    }
}
