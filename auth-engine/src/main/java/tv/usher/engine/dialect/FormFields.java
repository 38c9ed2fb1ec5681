package tv.usher.engine.dialect;

import java.util.HashMap;
import java.util.Map;

/**
 * The pairs of a query or a form. Of several with one name the first counts: a media server writes its own before what a viewer brought.
 */
final class FormFields implements Fields {

    private final Map<String, String> rawValues = new HashMap<>();

    /**
     * @param raw pairs joined by {@code &}; empty ones are passed over
     */
    FormFields(String raw) {
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                rawValues.putIfAbsent(decode(pair.substring(0, equals), true), pair.substring(equals + 1));
            }
        }
    }

    @Override
    public String get(String name) {
        return decode(rawValues.getOrDefault(name, ""), true);
    }

    /** As {@link #get}, of a field that holds a query, in which a {@code +} is a {@code +}, since a query has no blanks. */
    String query(String name) {
        return decode(rawValues.getOrDefault(name, ""), false);
    }

    /** What is no valid escape stays as it is. */
    private static String decode(String raw, boolean plusIsBlank) {
        if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            int high = c == '%' && i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw.charAt(i + 2), 16);
            if (low >= 0) {
                text.append((char) (high << 4 | low));
                i += 2;
            } else {
                text.append(c == '+' && plusIsBlank ? ' ' : c);
            }
        }
        return text.toString();
    }
}
