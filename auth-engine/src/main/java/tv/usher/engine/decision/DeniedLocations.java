package tv.usher.engine.decision;

import java.util.Map;
import java.util.Optional;
import tv.usher.api.Location;
import tv.usher.api.Secret;

/**
 * Where a rule's denied viewers go.
 *
 * @param byReason by the code of the reason
 * @param others   for all other reasons; empty: they stay denied
 */
record DeniedLocations(Map<String, Location> byReason, Optional<Location> others) {

    /** The parameter of an address that has a viewer's one-time code. */
    private static final String CODE = "denied-code";

    boolean isEmpty() {
        return byReason.isEmpty() && others.isEmpty();
    }

    /** The decision, with where to go. */
    Decision send(Decision decision) {
        Location location = byReason.get(decision.reasonCode());
        return location != null
                ? decision.redirectedTo(withCode(location, decision))
                : others.map(decision::redirectedTo).orElse(decision);
    }

    /** With the code for the portal, if there is one and the address has room for it. The address for others is no portal's. */
    private static Location withCode(Location location, Decision decision) {
        return decision.code()
                .map(Secret::reveal)
                .flatMap(code -> withCode(location.address(), code))
                .orElse(location);
    }

    private static Optional<Location> withCode(String address, String code) {
        int fragment = address.indexOf('#');
        String before = fragment < 0 ? address : address.substring(0, fragment);
        String joined = before + (before.indexOf('?') < 0 ? '?' : '&') + CODE + '=' + code;
        return Location.find(joined + address.substring(before.length()));
    }
}
