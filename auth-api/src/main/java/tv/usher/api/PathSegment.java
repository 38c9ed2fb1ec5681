package tv.usher.api;

import java.util.ArrayList;
import java.util.List;

/** One segment of a path, as it reads decoded. */
final class PathSegment {

    private PathSegment() {}

    /** Those of a path that begins with a slash; none of an empty path. */
    static List<String> decodedOf(String path) {
        if (path.isEmpty()) {
            return List.of();
        }
        List<String> segments = new ArrayList<>();
        int start = path.charAt(0) == '/' ? 1 : 0;
        for (int end = path.indexOf('/', start); end >= 0; end = path.indexOf('/', start)) {
            segments.add(LenientPercent.decodePath(path.substring(start, end)));
            start = end + 1;
        }
        segments.add(LenientPercent.decodePath(path.substring(start)));
        return List.copyOf(segments);
    }

    /**
     * True if the text can be one segment and no server takes it for anything else: it isn't empty or only dots, and has no slash,
     * backslash or control character, and no half of a surrogate pair.
     */
    static boolean is(String text) {
        boolean dots = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/' || c == '\\') {
                return false;
            }
            dots &= c == '.';
        }
        return !dots && Unicode.isText(text);
    }
}
