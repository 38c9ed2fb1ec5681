package tv.usher.engine.session;

import java.util.List;
import tv.usher.api.AccessRequest;
import tv.usher.api.QueryString;

/** Names viewings as the configuration says. Thread-safe. */
public final class Viewings {

    static final String SESSION = "session";
    static final String FOLLOW = "follow";
    private static final String TOKEN = "token";
    private static final String COOKIE = "cookie";

    private final KeyHash hash;
    private final Follow follow;
    private final boolean byAgent;
    private final List<String> tokens;

    public Viewings(KeyHash hash, SessionSettings settings) {
        this.hash = hash;
        this.follow = settings.follow();
        this.byAgent = settings.byAgent();
        this.tokens = settings.tokens();
    }

    /**
     * @param rule   names the rule and whom it asks, so that two rules never share an answer
     * @param cookie the value that the edge carries for Usher, empty if it carries none
     */
    public Viewing of(String dialect, String rule, AccessRequest request, String cookie) {
        String token = tokenOf(request.query());
        String address = request.clientAddress();
        String agent = byAgent ? request.userAgent() : "";
        if (!request.session().isEmpty()) {
            Viewing.Name named = new Viewing.Name(SESSION, request.session(), token, address, "");
            return new Viewing(hash, dialect, rule, request, named, null);
        }
        boolean follows = follow == Follow.ADDRESS_AGENT && !address.isEmpty();
        Viewing.Name follower = follows ? new Viewing.Name(FOLLOW, "", "", address, agent) : null;
        Viewing.Name name = token.isEmpty() ? follower : new Viewing.Name(TOKEN, "", token, address, agent);
        return new Viewing(hash, dialect, rule, request, name, follower);
    }

    private String tokenOf(QueryString query) {
        if (query.isEmpty()) {
            return "";
        }
        if (tokens.size() == 1) {
            List<String> values = query.all(tokens.get(0));
            if (values.size() <= 1) {
                return values.isEmpty() ? "" : values.get(0);
            }
        }
        return all(query);
    }

    /** Each value with its length, so that no two lists of values are one; empty if no parameter has a value. */
    private String all(QueryString query) {
        StringBuilder all = new StringBuilder();
        boolean any = false;
        for (String name : tokens) {
            for (String value : query.all(name)) {
                any |= !value.isEmpty();
                all.append(name).append('=').append(value.length()).append(':').append(value);
            }
        }
        return any ? all.toString() : "";
    }
}
