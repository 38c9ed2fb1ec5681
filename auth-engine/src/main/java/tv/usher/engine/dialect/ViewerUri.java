package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.api.QueryString;
import tv.usher.engine.util.ReasonCode;

/**
 * The URI that a viewer asked for, from a header of a proxy.
 *
 * @param origin {@code scheme://host} of a complete URL, empty for a path
 * @param path   canonical
 * @param query  raw
 */
record ViewerUri(String origin, String path, QueryString query) {

    /**
     * @param header the header's name, for messages
     * @param text   path and query, or a complete URL
     */
    static ViewerUri parse(String header, String text) {
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        String query = question < 0 ? "" : text.substring(question + 1);
        return new ViewerUri(originOf(path), CallParsing.path(header, pathOf(header, path)), QueryString.of(query));
    }

    /** What a proxy's call tells of a viewer who asks for this, but for his address and the host. */
    AccessRequest.Builder request(Call call) {
        return AccessRequest.builder()
                .path(path)
                .query(query)
                .userAgent(CallParsing.agent(call.header("User-Agent")))
                .referer(call.header("Referer"));
    }

    private static String pathOf(String header, String text) {
        if (text.startsWith("/")) {
            return text;
        }
        int authority = text.indexOf("://");
        int slash = authority < 0 ? -1 : text.indexOf('/', authority + 3);
        if (authority < 0) {
            throw new UnreadableCall(ReasonCode.CALL_MALFORMED, header + " is neither a path nor a URL");
        }
        return slash < 0 ? "/" : text.substring(slash);
    }

    private static String originOf(String path) {
        int authority = path.startsWith("/") ? -1 : path.indexOf("://");
        int slash = authority < 0 ? 0 : path.indexOf('/', authority + 3);
        return slash < 0 ? path : path.substring(0, slash);
    }

    /** Merges what two headers tell. They must agree, since the viewer may have sent one of them. */
    ViewerUri and(String header, ViewerUri told) {
        boolean sameOrigin = origin.isEmpty() || told.origin.isEmpty() || origin.equals(told.origin);
        if (!sameOrigin || !path.equals(told.path) || !query.equals(told.query)) {
            throw new UnreadableCall(
                    ReasonCode.CALL_AMBIGUOUS,
                    header + " tells another URI than another header; clear what the proxy doesn't set");
        }
        return origin.isEmpty() ? told : this;
    }
}
