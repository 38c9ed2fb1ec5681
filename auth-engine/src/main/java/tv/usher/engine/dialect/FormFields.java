package tv.usher.engine.dialect;

import java.util.HashMap;
import java.util.Map;
import tv.usher.engine.net.Percent;

/**
 * The pairs of a query or a form. If a name comes more than once, the first value counts: a media server writes its own fields before those
 * of the viewer.
 */
final class FormFields implements Fields {

    private final Map<String, String> rawValues = new HashMap<>();

    /**
     * @param raw pairs joined by {@code &}; empty pairs are ignored
     */
    FormFields(String raw) {
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                rawValues.putIfAbsent(decode(pair.substring(0, equals)), pair.substring(equals + 1));
            }
        }
    }

    @Override
    public String get(String name) {
        return decode(rawValues.getOrDefault(name, ""));
    }

    /** As {@link #get}, of a field that holds a query, in which a {@code +} is a {@code +}, since a query has no blanks. */
    String query(String name) {
        return Percent.lenient(rawValues.getOrDefault(name, ""));
    }

    /** A {@code +} is a blank. */
    private static String decode(String raw) {
        return Percent.lenient(raw.replace('+', ' '));
    }
}
