package tv.usher.engine.config;

import java.util.HashSet;
import java.util.Set;

/**
 * The paths of values that are never shown. What is a part of such a value is hidden with it, and so is what has such a part: if two
 * places name different paths for a value, the value is hidden at both.
 */
final class HiddenPaths {

    private final Set<String> hidden = new HashSet<>();
    private final Set<String> around = new HashSet<>();

    void add(String path) {
        hidden.add(path);
        for (String part = path; !part.isEmpty(); part = enclosing(part)) {
            around.add(part);
        }
    }

    boolean has(String path) {
        if (around.contains(path)) {
            return true;
        }
        String part = hidden.isEmpty() ? "" : path;
        while (!part.isEmpty() && !hidden.contains(part)) {
            part = enclosing(part);
        }
        return !part.isEmpty();
    }

    private static String enclosing(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
