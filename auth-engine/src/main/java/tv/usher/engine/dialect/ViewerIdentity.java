package tv.usher.engine.dialect;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.usher.api.AccessRequest;
import tv.usher.api.QueryString;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.net.CanonicalPath;
import tv.usher.engine.net.Captures;
import tv.usher.engine.net.PathPattern;
import tv.usher.engine.net.WireText;

/**
 * Who the viewer is, beside the token of his query: as the configured paths name him, and as plugins say that know viewers by more. All of
 * these plugins are asked, whatever rule holds, since what they read may be a login and is shown nowhere. It names the viewing only where the
 * rule asks them: see {@link tv.usher.engine.session.Viewings}.
 */
final class ViewerIdentity {

    private final List<PathPattern> paths;
    private final List<Authority> identifying;

    ViewerIdentity(IdentitySettings settings, Collection<Authority> authorities) {
        this.paths = settings.paths();
        this.identifying =
                authorities.stream().filter(Authority::identifiesViewers).toList();
    }

    /** The request with what may name its viewer among its captures, which are never shown. */
    DecisionRequest in(DecisionRequest read) {
        DecisionRequest named = paths.isEmpty() ? read : named(read);
        return identifying.isEmpty() || named.kind() == CallKind.NOTICE ? named : identified(named);
    }

    /** By its path. A token goes into the query too, where middlewares look for it. */
    private DecisionRequest named(DecisionRequest read) {
        AccessRequest request = read.request();
        for (PathPattern path : paths) {
            Map<String, String> captures = path.capture(request.path());
            if (captures != null) {
                QueryString query = ViewerQuery.withEscaped(captures.getOrDefault("token", ""), request.query());
                return read.with(Captures.in(request.toBuilder().query(query).build(), captures));
            }
        }
        return read;
    }

    private DecisionRequest identified(DecisionRequest read) {
        AccessRequest request = read.request();
        Map<String, String> said = new HashMap<>();
        for (Authority authority : identifying) {
            int part = 0;
            for (String text : authority.identity(request)) {
                String name = Captures.nameOf(authority.name(), part++, isOfPath(text, authority, request));
                said.put(name, CanonicalPath.escaped(text)); // as in a path, so that it is found and hidden there
            }
        }
        return said.isEmpty() ? read : read.with(Captures.in(request, said));
    }

    /**
     * False if the text stands neither in the path nor in the channel, or by chance: the plugin still says it where they have another one
     * instead, and no longer without the query.
     */
    private static boolean isOfPath(String text, Authority authority, AccessRequest request) {
        String inPath = CanonicalPath.escaped(text);
        String inChannel = WireText.write(text);
        if (!request.path().contains(inPath) && !request.channel().contains(inChannel)) {
            return false;
        }
        if (request.query().isEmpty()) {
            return true;
        }
        AccessRequest elsewhere = request.toBuilder()
                .path(request.path().replace(inPath, "-"))
                .channel(request.channel().replace(inChannel, "-"))
                .build();
        return !authority.identity(elsewhere).contains(text)
                || authority.identity(request.withQuery(QueryString.EMPTY)).contains(text);
    }
}
