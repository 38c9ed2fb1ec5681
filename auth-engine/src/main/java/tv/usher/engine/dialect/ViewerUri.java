package tv.usher.engine.dialect;

import tv.usher.api.QueryString;

/**
 * The URI that a viewer asked for, as proxies tell it in a header.
 *
 * @param path  canonical
 * @param query raw
 */
record ViewerUri(String path, QueryString query) {

    /**
     * @param header the header's name, for messages
     * @param text   path and query, or a complete URL
     */
    static ViewerUri parse(String header, String text) {
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        String query = question < 0 ? "" : text.substring(question + 1);
        return new ViewerUri(Facts.path(header, pathOf(header, path)), QueryString.of(query));
    }

    private static String pathOf(String header, String text) {
        if (text.startsWith("/")) {
            return text;
        }
        int authority = text.indexOf("://");
        int slash = authority < 0 ? -1 : text.indexOf('/', authority + 3);
        if (authority < 0) {
            throw new UnreadableCall(header + " is neither a path nor a URL");
        }
        return slash < 0 ? "/" : text.substring(slash);
    }

    /** {@code scheme://host} of a complete URL, empty for a path. */
    static String originOf(String text) {
        int authority = text.startsWith("/") ? -1 : text.indexOf("://");
        if (authority < 0) {
            return "";
        }
        int end = authority + 3;
        while (end < text.length() && "/?".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end);
    }
}
