package tv.usher.engine.dialect;

import java.util.Map;
import java.util.Set;

/** Which language is spoken at which path. */
public final class Dialects {

    /** Paths of the contract whose dialects aren't built yet: refused, so that no caller mistakes another dialect's answer for its own. */
    private static final Set<String> NOT_SPOKEN =
            Set.of("/envoy", "/flussonic", "/mediamtx", "/srs", "/ome", "/nginx-rtmp");

    private final Dialect cesbo = new Cesbo();
    private final Dialect notSpoken = new NotSpoken();
    private final Map<String, Dialect> byPath = Map.of("/nginx", new Nginx(), "/forward-auth", new ForwardAuth());

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
