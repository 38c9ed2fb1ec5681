package tv.usher.daemon.link;

import java.net.URI;
import tv.usher.api.AccessRequest;
import tv.usher.engine.net.CanonicalPath;
import tv.usher.engine.net.ParameterName;

/**
 * A link as an operator has it at hand.
 *
 * @param origin empty if it isn't known
 * @param path   likewise
 */
record ShownLink(String origin, String path, String query) {

    /**
     * @param text      a whole address, a query, or a token alone
     * @param parameter that has the token
     * @throws IllegalArgumentException if it can be neither
     */
    static ShownLink of(String text, ParameterName parameter) {
        int query = text.indexOf('?');
        if (text.contains("://") && query > 0) {
            URI address = URI.create(text.substring(0, query));
            String path =
                    CanonicalPath.of(LinkTexts.bytes(address.getRawPath())).orElseThrow(IllegalArgumentException::new);
            return new ShownLink(
                    address.getScheme() + "://" + address.getRawAuthority(), path, text.substring(query + 1));
        }
        if (query >= 0 || text.indexOf('&') >= 0 || text.startsWith(parameter + "=")) {
            return new ShownLink("", "", text.substring(query + 1));
        }
        return new ShownLink("", "", parameter + "=" + text);
    }

    /**
     * The viewer with this link; what the link itself says of where it leads counts.
     *
     * @throws IllegalArgumentException if no query can be like this one
     */
    AccessRequest in(AccessRequest.Builder viewer) {
        if (!origin.isEmpty()) {
            viewer.origin(origin);
        }
        if (!path.isEmpty()) {
            viewer.path(path);
        }
        return viewer.query(query).build();
    }
}
