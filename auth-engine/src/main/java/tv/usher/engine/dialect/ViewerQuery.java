package tv.usher.engine.dialect;

import tv.usher.api.QueryString;
import tv.usher.engine.net.Percent;

/** The query that a viewer sent, from a field of the call. */
final class ViewerQuery {

    static final String TOKEN = "token";

    private ViewerQuery() {}

    /** The query of a text that may begin with a question mark, as some callers send it. */
    static QueryString marked(String text) {
        return QueryString.of(text.startsWith("?") ? text.substring(1) : text);
    }

    /**
     * Adds a token that came in a field of its own, unless there is a parameter of that name.
     *
     * @param token one character per byte
     */
    static QueryString with(String token, QueryString query) {
        return withEscaped(Percent.escaped(token), query);
    }

    /** The same with a token that has escapes already, as in a path. */
    static QueryString withEscaped(String token, QueryString query) {
        return token.isEmpty()
                ? query
                : withPairs(TOKEN + '=' + token.replace("+", "%2B").replace("&", "%26"), query);
    }

    /** Adds the token of another query as it came: decoded and escaped again, it could be another one. */
    static QueryString withTokenOf(QueryString other, QueryString query) {
        return withPairs(other.pairs(TOKEN), query);
    }

    private static QueryString withPairs(String pairs, QueryString query) {
        if (pairs.isEmpty() || query.first(TOKEN).isPresent()) {
            return query;
        }
        return QueryString.of(query.isEmpty() ? pairs : query.raw() + '&' + pairs);
    }

    static boolean hasToken(QueryString query) {
        return !query.pairs(TOKEN).isEmpty();
    }
}
