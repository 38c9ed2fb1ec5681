package tv.usher.engine.net;

import java.util.HashMap;
import java.util.Map;
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
        for (Map.Entry<String, String> captured : captures.entrySet()) {
            if (!captured.getKey().equals(CHANNEL)) {
                shown = shown.replace(captured.getValue(), HIDDEN);
            }
        }
        return shown;
    }

    /** The captured channel, empty if there is none. */
    public static String channel(Map<String, String> captures) {
        return captures.isEmpty() ? "" : captures.getOrDefault(CHANNEL, "");
    }
}
