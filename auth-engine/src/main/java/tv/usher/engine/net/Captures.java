package tv.usher.engine.net;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tv.usher.api.AccessRequest;

/** What names of a path's pattern stand for. All but the channel may be secrets. */
public final class Captures {

    /** The name for what isn't secret, and tells the channels of one viewer apart. */
    public static final String CHANNEL = "channel";

    private static final String HIDDEN = "***";

    private Captures() {}

    /** The request with these beside its own; its channel is the captured one if the caller names none. */
    public static AccessRequest in(AccessRequest request, Map<String, String> captures) {
        Map<String, String> all = new HashMap<>(request.captures());
        all.putAll(captures);
        return request.toBuilder()
                .captures(all)
                .channel(request.channel().isEmpty() ? channel(all) : request.channel())
                .build();
    }

    /** A text of the request as people may see it. */
    public static String hide(String text, Map<String, String> captures) {
        String shown = text;
        if (captures.isEmpty() || text.equals(channel(captures))) {
            return text;
        }
        for (String secret : secrets(captures)) {
            shown = shown.replace(secret, HIDDEN);
        }
        return shown;
    }

    /** Everything but the channel, which together name the viewer as a token does; empty if there is nothing else. */
    public static String identity(Map<String, String> captures) {
        if (captures.isEmpty()) {
            return "";
        }
        StringBuilder all = new StringBuilder();
        new TreeMap<>(captures).forEach((name, value) -> {
            if (!name.equals(CHANNEL)) {
                all.append('\n').append(name).append('=').append(value); // no query has a line end
            }
        });
        return all.toString();
    }

    /** Everything but the channel; the longest first, since one may be a part of another. */
    private static List<String> secrets(Map<String, String> captures) {
        return captures.entrySet().stream()
                .filter(captured -> !captured.getKey().equals(CHANNEL))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The captured channel, empty if there is none. */
    public static String channel(Map<String, String> captures) {
        return captures.isEmpty() ? "" : captures.getOrDefault(CHANNEL, "");
    }
}
