package tv.usher.engine.dialect;

import java.util.Map;
import java.util.Set;
import tv.usher.engine.session.Follow;
import tv.usher.engine.session.SessionSettings;

/** Which language is spoken at which path. */
public final class Dialects {

    /** Paths of the contract whose dialects aren't built yet: refused, so that no caller mistakes another dialect's answer for its own. */
    private static final Set<String> NOT_SPOKEN =
            Set.of("/envoy", "/flussonic", "/mediamtx", "/srs", "/ome", "/nginx-rtmp");

    private final Dialect cesbo = new Cesbo();
    private final Dialect notSpoken = new NotSpoken();
    private final Map<String, Dialect> byPath;

    public Dialects(SessionSettings sessions) {
        boolean byCookie = sessions.follow() == Follow.COOKIE;
        // The edge's cache key doesn't see Usher's cookie.
        EdgeCache cache = new EdgeCache(byCookie ? 0 : sessions.edgeCache().toSeconds());
        byPath = Map.of("/nginx", new Nginx(byCookie, cache), "/forward-auth", new ForwardAuth(byCookie));
    }

    /**
     * @param target path and query of a request
     */
    public Dialect at(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        Dialect dialect = byPath.get(path);
        if (dialect != null) {
            return dialect;
        }
        return NOT_SPOKEN.contains(path) || path.startsWith("/envoy/") ? notSpoken : cesbo;
    }
}
