package tv.usher.engine.decision;

import java.util.Map;
import java.util.Optional;
import tv.usher.api.Location;

/**
 * Where a rule's denied viewers go.
 *
 * @param byReason by the code of the reason
 * @param others   for all other reasons; empty: they stay denied
 */
record DeniedLocations(Map<String, Location> byReason, Optional<Location> others) {

    boolean isEmpty() {
        return byReason.isEmpty() && others.isEmpty();
    }

    /** The decision, with where to go. */
    Decision send(Decision decision) {
        Location location = byReason.get(decision.reasonCode());
        if (location != null) {
            return decision.redirectedTo(location);
        }
        return others.map(decision::redirectedTo).orElse(decision);
    }
}
