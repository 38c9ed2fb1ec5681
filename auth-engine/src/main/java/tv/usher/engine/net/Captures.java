package tv.usher.engine.net;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tv.usher.api.AccessRequest;

/** What names of a path's pattern stand for, and by what plugins know the viewer. All but the channel may be secrets. */
public final class Captures {

    /** The name for what isn't secret, and tells the channels of one viewer apart. */
    public static final String CHANNEL = "channel";

    private static final Set<String> TOKEN = Set.of("token");

    private static final String HIDDEN = "***";

    /** In the name of a plugin's text; no name of an operator's has one of these. */
    private static final char OF_PATH = '.';

    private static final char BESIDE_PATH = '?';

    private Captures() {}

    /**
     * The name of a text by which a plugin knows the viewer.
     *
     * @param ofPath false if the text stands in the path by chance at most
     */
    public static String nameOf(String plugin, int part, boolean ofPath) {
        return plugin + (ofPath ? OF_PATH : BESIDE_PATH) + part;
    }

    /** The request with these beside its own; its channel is the captured one, decoded, if the caller names none. */
    public static AccessRequest in(AccessRequest request, Map<String, String> captures) {
        Map<String, String> all = new HashMap<>(request.captures());
        all.putAll(captures);
        return request.toBuilder()
                .captures(all)
                .channel(request.channel().isEmpty() ? channel(all) : request.channel())
                .build();
    }

    /** The same request without what plugins read: each of them would be handed the logins of the others. */
    public static AccessRequest ofOperator(AccessRequest request) {
        for (String name : request.captures().keySet()) {
            if (endOfPlugin(name) > 0) {
                Map<String, String> own = new HashMap<>(request.captures());
                own.keySet().removeIf(read -> endOfPlugin(read) > 0);
                return request.toBuilder().captures(own).build();
            }
        }
        return request;
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

    /** The path, or a folder of it, as people may see it. What stands there by chance is left: else a viewer could hide his channel. */
    public static String hideInPath(String path, Map<String, String> captures) {
        return captures.isEmpty() ? path : hide(path, ofPath(captures));
    }

    /** The caller's name of the channel as people may see it; it may be the path, also with its escapes decoded. */
    public static String shownChannel(AccessRequest request) {
        String shown = request.channel();
        if (request.captures().isEmpty() || shown.equals(channel(request.captures()))) {
            return shown;
        }
        List<String> segments = Arrays.asList(request.path().split("/"));
        for (String secret : secrets(ofPath(request.captures()))) {
            boolean isWhole = segments.contains(secret); // and so no part of another: /live/1/sport1 has user 1
            for (String spelled : List.of(secret, Percent.lenient(secret))) {
                shown = isWhole ? hideSegments(shown, spelled) : shown.replace(spelled, HIDDEN);
            }
        }
        return shown;
    }

    private static String hideSegments(String text, String secret) {
        return Arrays.stream(text.split("/", -1))
                .map(segment -> segment.equals(secret) ? HIDDEN : segment)
                .collect(Collectors.joining("/"));
    }

    /** True if the path may have something in it that must not be kept. */
    public static boolean arePrivateIn(Map<String, String> captures) {
        return !secrets(ofPath(captures)).isEmpty();
    }

    /**
     * What together names the viewer as a token does: what the operator's paths name, but for the channel, and what these plugins read. What
     * others read says nothing of him: to a plugin that isn't asked about a viewer, any path may look like a login. Empty if there is nothing.
     *
     * @param plugins that are asked about the viewer
     */
    public static String identity(Map<String, String> captures, Collection<String> plugins) {
        if (captures.isEmpty()) {
            return "";
        }
        Map<String, String> naming = new HashMap<>(captures);
        naming.keySet().removeIf(name -> !isNaming(name, plugins));
        return text(naming);
    }

    private static String text(Map<String, String> naming) {
        // A login is the same wherever it stands.
        Map<String, String> sorted = new TreeMap<>();
        naming.forEach((name, value) -> sorted.put(name.replace(BESIDE_PATH, OF_PATH), value));
        StringBuilder all = new StringBuilder();
        sorted.forEach(
                (name, value) -> all.append('\n').append(name).append('=').append(value)); // no query has a line end
        return all.toString();
    }

    /**
     * As {@link #identity}, but each source alone: the path, and each plugin. A viewer may add what one plugin reads, but not change thereby
     * what another one has read. A login is the same for each backend of a panel, as a token of the query is; and a token of the path is the same as
     * in a query, decoded.
     */
    public static Collection<String> identities(Map<String, String> captures, Collection<String> plugins) {
        if (captures.isEmpty()) {
            return List.of();
        }
        Map<String, Map<String, String>> bySource = new TreeMap<>();
        captures.forEach((name, value) -> {
            if (isNaming(name, plugins)) {
                int end = endOfPlugin(name);
                bySource.computeIfAbsent(name.substring(0, end), first -> new HashMap<>())
                        .put(name.substring(end), value);
            }
        });
        return bySource.values().stream()
                .map(of -> of.keySet().equals(TOKEN) ? Percent.lenient(of.getOrDefault("token", "")) : text(of))
                .distinct()
                .toList();
    }

    private static boolean isNaming(String name, Collection<String> plugins) {
        int end = endOfPlugin(name);
        if (end == 0) {
            return !name.equals(CHANNEL);
        }
        for (String plugin : plugins) {
            if (plugin.length() == end && name.startsWith(plugin)) {
                return true;
            }
        }
        return false;
    }

    /** Where the plugin of {@link #nameOf} ends, 0 in a name of an operator's. */
    private static int endOfPlugin(String name) {
        return Math.max(0, Math.max(name.lastIndexOf(OF_PATH), name.lastIndexOf(BESIDE_PATH)));
    }

    private static Map<String, String> ofPath(Map<String, String> captures) {
        Map<String, String> found = new HashMap<>(captures);
        found.keySet().removeIf(name -> name.indexOf(BESIDE_PATH) >= 0);
        return found;
    }

    /** Everything but the channel; the longest first, since one may be a part of another. */
    private static List<String> secrets(Map<String, String> captures) {
        return captures.entrySet().stream()
                .filter(captured -> !captured.getKey().equals(CHANNEL))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /**
     * The captured channel as callers tell one: decoded, one character per byte. Two paths never have the same one for different segments,
     * since in canonical form neither a slash nor a percent sign is escaped. Empty if there is none.
     */
    public static String channel(Map<String, String> captures) {
        return Percent.lenient(channelInPath(captures));
    }

    /** The same with the path's escapes. */
    public static String channelInPath(Map<String, String> captures) {
        return captures.isEmpty() ? "" : captures.getOrDefault(CHANNEL, "");
    }
}
