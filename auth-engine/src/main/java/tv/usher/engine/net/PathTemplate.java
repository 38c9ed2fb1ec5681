package tv.usher.engine.net;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A path in which names stand for segments: {@code /live/{user}/{password}/{channel}}. Matching takes time linear in the path. */
final class PathTemplate {

    private static final Pattern NAMED = Pattern.compile("([^{}*?]*)\\{([a-z][a-z0-9-]*)}([^{}*?]*)");
    private static final String BELOW = "**";

    private final List<Segment> segments = new ArrayList<>();
    private final boolean below;

    /** One that is compared, or one whose middle has a name. */
    private record Segment(PathPattern plain, String name, String before, String after) {}

    /**
     * @throws IllegalArgumentException if the text is no such template
     */
    PathTemplate(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("must begin with '/'");
        }
        List<String> parts = new ArrayList<>(List.of(text.substring(1).split("/", -1)));
        below = parts.get(parts.size() - 1).equals(BELOW);
        if (below) {
            parts.remove(parts.size() - 1);
        }
        Set<String> names = new HashSet<>();
        for (String part : parts) {
            Segment segment = segment(part);
            if (!segment.name().isEmpty() && !names.add(segment.name())) {
                throw new IllegalArgumentException("names '" + segment.name() + "' twice");
            }
            segments.add(segment);
        }
    }

    private static Segment segment(String part) {
        Matcher named = NAMED.matcher(part);
        if (named.matches()) {
            return new Segment(PathPattern.parse("/*"), named.group(2), named.group(1), named.group(3));
        }
        if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
            throw new IllegalArgumentException(
                    "has a segment that is neither plain nor '{name}', such as {channel} or {token}.m3u8");
        }
        if (part.contains(BELOW)) {
            throw new IllegalArgumentException(
                    "has '**' elsewhere than at its end, so that a name could stand for several segments");
        }
        return new Segment(PathPattern.parse('/' + part), "", "", "");
    }

    /**
     * What the names stand for.
     *
     * @param path in canonical form
     * @return null if the path is another one
     */
    @Nullable Map<String, String> capture(String path) {
        Map<String, String> captures = new LinkedHashMap<>();
        int at = 0;
        for (int i = 0; i < segments.size(); i++) {
            if (at >= path.length()) {
                return null;
            }
            int next = path.indexOf('/', at + 1);
            int end = next < 0 ? path.length() : next;
            boolean last = i == segments.size() - 1 && !below;
            if (!capture(segments.get(i), path.substring(at, end), last, captures)) {
                return null;
            }
            at = end;
        }
        return below == at < path.length() ? captures : null;
    }

    /**
     * @param text of a segment, with the slash before it
     * @param last a channel's extension is no part of its name: {@code 123.ts} and {@code 123.m3u8} are one channel
     */
    private static boolean capture(Segment segment, String text, boolean last, Map<String, String> captures) {
        if (segment.name().isEmpty()) {
            return segment.plain().matches(text);
        }
        int from = 1 + segment.before().length();
        int to = text.length() - segment.after().length();
        if (from >= to || !text.startsWith(segment.before(), 1) || !text.endsWith(segment.after())) {
            return false;
        }
        int dot = text.lastIndexOf('.', to - 1);
        boolean cut = last
                && segment.name().equals(Captures.CHANNEL)
                && segment.after().isEmpty()
                && dot > from;
        captures.put(segment.name(), text.substring(from, cut ? dot : to));
        return true;
    }
}
