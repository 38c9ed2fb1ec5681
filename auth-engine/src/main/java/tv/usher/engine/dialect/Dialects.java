package tv.usher.engine.dialect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import tv.usher.api.Secret;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.session.Follow;
import tv.usher.engine.session.SessionSettings;

/** Finds the dialect of a path. */
public final class Dialects {

    private final Dialect cesbo;
    private final List<AtPath> paths = new ArrayList<>();
    private final Dialect envoy;
    private final Dialect zlmediakit;
    private final Dialect antmedia = new Antmedia();
    private final ViewerIdentity identity;

    /**
     * @param authorities may know viewers by more than a token
     * @param ownPassword by which a media server that is told to cut a viewer shows that it was Usher who told it
     */
    public Dialects(
            SessionSettings sessions,
            DialectsSettings settings,
            IdentitySettings identity,
            Collection<Authority> authorities,
            Supplier<Secret> ownPassword) {
        this.identity = new ViewerIdentity(identity, authorities);
        boolean byCookie = sessions.follow() == Follow.COOKIE;
        // The key of nginx's cache doesn't contain Usher's cookie.
        long maxCached = byCookie ? 0 : sessions.edgeCache().toSeconds();
        boolean astraCuts = !settings.cesbo().mediaServers().isEmpty();
        cesbo = new Cesbo(settings.cesbo().redirect(), astraCuts);
        speak("/nginx", new Nginx(byCookie, proxiesOf(settings.nginx()), maxCached));
        speak("/forward-auth", new ForwardAuth(byCookie, proxiesOf(settings.forwardAuth())));
        speak("/flussonic", new Flussonic(settings.flussonic()));
        speak("/mediamtx", new Mediamtx(settings.mediamtx(), ownPassword));
        speak("/srs", new Srs(!settings.srs().mediaServers().isEmpty()));
        speak("/ome", ome(settings.ome()));
        speak("/nginx-rtmp", new NginxRtmp(!settings.nginxRtmp().mediaServers().isEmpty()));
        speak(
                "/mistserver",
                new Mistserver(!settings.mistserver().mediaServers().isEmpty()));
        zlmediakit = new Zlmediakit(!settings.zlmediakit().mediaServers().isEmpty());
        envoy = new Envoy(byCookie, proxiesOf(settings.envoy()));
    }

    private record AtPath(String path, Dialect dialect) {}

    private void speak(String path, Dialect dialect) {
        paths.add(new AtPath(path, dialect));
    }

    private static ForwardedFor proxiesOf(DialectsSettings.EveryRequest edge) {
        return new ForwardedFor(edge.trustedProxies());
    }

    private static Dialect ome(OmeSettings settings) {
        return settings.secret()
                .<Dialect>map(secret -> new Ome(secret, settings))
                .orElseGet(() -> new NotSpoken("dialects.ome.secret"));
    }

    /**
     * @param target path and query of a request
     */
    public Dialect at(String target) {
        for (AtPath spoken : paths) { // a table of so few would need the path as a text of its own
            if (isAt(spoken.path(), target)) {
                return spoken.dialect();
            }
        }
        return byPrefix(target);
    }

    /**
     * What the call asks, with the identity that its path or a backend tells.
     *
     * @throws IllegalArgumentException as {@link Dialect#read}
     */
    public DecisionRequest read(Dialect dialect, Call call) {
        return identity.in(dialect.read(call));
    }

    private Dialect byPrefix(String target) {
        if (isBelow(Envoy.PREFIX, target)) {
            return envoy;
        }
        if (isBelow(Zlmediakit.PREFIX, target)) {
            return zlmediakit;
        }
        return isBelow(Antmedia.PREFIX, target) ? antmedia : cesbo;
    }

    private static boolean isBelow(String prefix, String target) {
        return isAt(prefix, target) || target.startsWith(prefix) && target.charAt(prefix.length()) == '/';
    }

    private static boolean isAt(String path, String target) {
        return target.startsWith(path) && (target.length() == path.length() || target.charAt(path.length()) == '?');
    }
}
