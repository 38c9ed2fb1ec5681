package tv.usher.engine.explain;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tv.usher.api.Header;
import tv.usher.engine.net.Percent;
import tv.usher.engine.net.WireText;

/** What can be shown of a question to a middleware. */
public final class Redacted {

    /** Of the convention that all middlewares know; a plugin's own headers may carry anything. */
    private static final Set<String> SHOWN = Set.of(
            "x-session-id", "x-channel-id", "x-real-ip", "x-real-path", "x-real-origin", "x-real-host", "x-real-ua");

    private static final Pattern VALUE = Pattern.compile("(?<=^|&)([^=&]*=)?[^&]+");
    private static final String HIDDEN = "***";

    private Redacted() {}

    /** The names alone: any value may be a token. */
    public static String query(String raw) {
        return VALUE.matcher(raw).replaceAll("$1" + HIDDEN);
    }

    /** Without the values of its query. */
    static String url(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query + 1) + query(url.substring(query + 1));
    }

    /**
     * As {@link #url(String)}, also without the segments in which one of the texts stands.
     *
     * @param hidden decoded
     */
    static String url(String url, Collection<String> hidden) {
        String shown = url(url);
        if (hidden.isEmpty()) {
            return shown;
        }
        int query = shown.indexOf('?');
        String path = query < 0 ? shown : shown.substring(0, query);
        String segments = Arrays.stream(path.split("/", -1))
                .map(segment -> has(WireText.read(Percent.lenient(segment)), hidden) ? HIDDEN : segment)
                .collect(Collectors.joining("/"));
        return query < 0 ? segments : segments + shown.substring(query);
    }

    private static boolean has(String segment, Collection<String> hidden) {
        return hidden.stream().anyMatch(segment::contains);
    }

    static String value(Header header) {
        return SHOWN.contains(header.name().toLowerCase(Locale.ROOT)) ? header.value() : HIDDEN;
    }
}
