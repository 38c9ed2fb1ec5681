package tv.usher.engine.dialect;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.net.CanonicalPath;
import tv.usher.engine.net.Captures;

/**
 * Who the viewer is, as plugins say that know viewers by more than a token of the query. All of them are asked, whatever rule holds: a
 * viewer whom one of them tells from another is never taken for that one.
 */
final class BackendIdentity {

    static final BackendIdentity NONE = new BackendIdentity(List.of());

    private final List<Authority> identifying;

    private BackendIdentity(List<Authority> identifying) {
        this.identifying = identifying;
    }

    static BackendIdentity of(Collection<Authority> authorities) {
        return new BackendIdentity(
                authorities.stream().filter(Authority::identifiesViewers).toList());
    }

    /** The request with what they say among its captures, which name the viewing and are never shown. */
    DecisionRequest in(DecisionRequest read) {
        if (identifying.isEmpty() || read.kind() == CallKind.NOTICE) {
            return read;
        }
        AccessRequest request = read.request();
        Map<String, String> said = new HashMap<>();
        for (Authority authority : identifying) {
            int part = 0;
            for (String text : authority.identity(request)) {
                // No name of an operator's has a dot. Escaped as in a path, so that it is found and hidden there.
                said.put(authority.name() + '.' + part++, CanonicalPath.escaped(text));
            }
        }
        return said.isEmpty() ? read : read.with(Captures.in(request, said));
    }
}
