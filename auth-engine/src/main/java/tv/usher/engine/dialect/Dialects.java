package tv.usher.engine.dialect;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import tv.usher.api.Secret;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.session.Follow;
import tv.usher.engine.session.SessionSettings;

/** Finds the dialect of a path. */
public final class Dialects {

    private final Dialect cesbo;
    private final Map<String, Dialect> byPath = new HashMap<>();
    private final Dialect envoy;
    private final Dialect zlmediakit;
    private final Dialect antmedia = new Antmedia();
    private final ViewerIdentity identity;

    public Dialects(SessionSettings sessions, DialectsSettings settings) {
        this(sessions, settings, new IdentitySettings(List.of()), List.of());
    }

    /** With a random password of its own, so that nobody can show that he is Usher. */
    public Dialects(
            SessionSettings sessions,
            DialectsSettings settings,
            IdentitySettings identity,
            Collection<Authority> authorities) {
        this(sessions, settings, identity, authorities, onlyHere());
    }

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
        byPath.put("/nginx", new Nginx(byCookie, proxiesOf(settings.nginx()), maxCached));
        byPath.put("/forward-auth", new ForwardAuth(byCookie, proxiesOf(settings.forwardAuth())));
        byPath.put("/flussonic", new Flussonic(settings.flussonic()));
        byPath.put("/mediamtx", new Mediamtx(settings.mediamtx(), ownPassword));
        byPath.put("/srs", new Srs(!settings.srs().mediaServers().isEmpty()));
        byPath.put("/ome", ome(settings.ome()));
        byPath.put(
                "/nginx-rtmp",
                new NginxRtmp(!settings.nginxRtmp().mediaServers().isEmpty()));
        byPath.put(
                "/mistserver",
                new Mistserver(!settings.mistserver().mediaServers().isEmpty()));
        zlmediakit = new Zlmediakit(!settings.zlmediakit().mediaServers().isEmpty());
        envoy = new Envoy(byCookie, proxiesOf(settings.envoy()));
    }

    private static Supplier<Secret> onlyHere() {
        Secret secret = Secret.of(UUID.randomUUID().toString());
        return () -> secret;
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
        String path = CallParsing.pathOfTarget(target);
        Dialect dialect = byPath.get(path);
        return dialect == null ? byPrefix(path) : dialect;
    }

    /**
     * What the call asks, with the identity that its path or a backend tells.
     *
     * @throws IllegalArgumentException as {@link Dialect#read}
     */
    public DecisionRequest read(Dialect dialect, Call call) {
        return identity.in(dialect.read(call));
    }

    private Dialect byPrefix(String path) {
        if (isBelow(Envoy.PREFIX, path)) {
            return envoy;
        }
        if (isBelow(Zlmediakit.PREFIX, path)) {
            return zlmediakit;
        }
        return isBelow(Antmedia.PREFIX, path) ? antmedia : cesbo;
    }

    private static boolean isBelow(String prefix, String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
