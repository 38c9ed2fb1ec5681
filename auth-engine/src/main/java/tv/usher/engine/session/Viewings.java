package tv.usher.engine.session;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.QueryString;
import tv.usher.engine.net.Captures;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.KeyHash;

/** Makes the names of viewings, as configured. Thread-safe. */
public final class Viewings {

    static final String SESSION = "session";
    static final String TOKEN = "token";
    static final String FOLLOW = "follow";
    static final String COOKIE = "cookie";

    private final KeyHash hash;
    private final Follow follow;
    private final CookieBinding cookieBinds;
    private final boolean byAgent;
    private final List<String> tokens;
    private final List<String> backends;

    /** Those of who asks no plugin. */
    public Viewings(KeyHash hash, SessionSettings settings) {
        this.hash = hash;
        this.follow = settings.follow();
        this.cookieBinds = settings.cookieBinds();
        this.byAgent = settings.byAgent();
        this.tokens = settings.tokens();
        this.backends = List.of();
    }

    private Viewings(Viewings others, List<String> backends) {
        this.hash = others.hash;
        this.follow = others.follow;
        this.cookieBinds = others.cookieBinds;
        this.byAgent = others.byAgent;
        this.tokens = others.tokens;
        this.backends = backends;
    }

    /** The same of a rule that asks these: what their plugins read names the viewer, and nothing that others read. */
    public Viewings asking(Collection<String> backends) {
        return new Viewings(this, List.copyOf(backends));
    }

    /**
     * @param rule   names the rule and the backends that it asks, so that two rules never share an answer
     * @param cookie the value that the edge carries for Usher, empty if it carries none
     * @param connection null if no media server can be told to cut it
     */
    public Viewing of(
            String dialect, String rule, AccessRequest request, String cookie, @Nullable ServerConnection connection) {
        String token = tokenOf(request);
        String address = request.clientAddress();
        String agent = byAgent ? request.userAgent() : "";
        if (!request.session().isEmpty()) {
            Viewing.Name named = new Viewing.Name(SESSION, request.session(), token, address, "");
            return new Viewing(this, dialect, rule, request, named, null, connection);
        }
        Viewing.Name name =
                token.isEmpty() ? follower(address, agent, cookie) : new Viewing.Name(TOKEN, "", token, address, agent);
        return new Viewing(this, dialect, rule, request, name, follow, null);
    }

    /**
     * A viewing that a media server asks about as a whole, so that no request without a token belongs to it. Its name has no user agent,
     * since not every call about the viewing tells it.
     *
     * @param connection null if no media server can be told to cut it
     */
    public Viewing whole(String dialect, String rule, AccessRequest request, @Nullable ServerConnection connection) {
        String token = tokenOf(request);
        boolean isNamed = !request.session().isEmpty();
        String kind = isNamed ? SESSION : TOKEN;
        Viewing.Name name = isNamed || !token.isEmpty()
                ? new Viewing.Name(kind, request.session(), token, request.clientAddress(), "")
                : null;
        return new Viewing(this, dialect, rule, request, name, null, connection);
    }

    Key hash(String... texts) {
        return hash.of(texts);
    }

    /** The part of an address in what a cookie names. */
    String cookieAddress(String address) {
        return cookieBinds == CookieBinding.ADDRESS ? address : "";
    }

    /** As {@link Viewing#tokens}: of every token that a middleware could read, decoded. */
    List<Long> tokensOf(AccessRequest request) {
        Collection<Long> hashes = List.of();
        for (String name : tokens) {
            for (String value : request.query().all(name)) {
                hashes = with(value, hashes);
            }
        }
        for (String value : Captures.identities(request.captures(), backends)) {
            hashes = with(value, hashes);
        }
        return List.copyOf(hashes);
    }

    private Collection<Long> with(String token, Collection<Long> others) {
        if (token.isEmpty()) {
            return others;
        }
        long added = hash("token", token).high();
        if (others.isEmpty()) { // as nearly always
            return List.of(added);
        }
        Set<Long> all = others instanceof Set<Long> set ? set : new LinkedHashSet<>(others);
        all.add(added);
        return all;
    }

    /** How a request without a token is named, if it can be followed. */
    private Viewing.@Nullable Name follower(String address, String agent, String cookie) {
        return switch (follow) {
            case ADDRESS_AGENT -> address.isEmpty() ? null : Viewing.Name.ofAddress(address, agent);
            case COOKIE -> cookie.isEmpty() ? null : Viewing.Name.ofCookie(cookie, cookieAddress(address));
            case OFF -> null;
        };
    }

    /** The token as it came: two middlewares may read other tokens from the same text. */
    private String tokenOf(AccessRequest request) {
        String token = tokenOf(request.query());
        return request.captures().isEmpty() ? token : token + Captures.identity(request.captures(), backends);
    }

    private String tokenOf(QueryString query) {
        if (tokens.size() == 1) {
            return query.pairs(tokens.get(0));
        }
        StringBuilder all = new StringBuilder();
        for (String name : tokens) {
            String pairs = query.pairs(name);
            if (!pairs.isEmpty()) {
                all.append('&').append(pairs);
            }
        }
        return all.toString();
    }
}
