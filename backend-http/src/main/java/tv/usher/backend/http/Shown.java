package tv.usher.backend.http;

import java.util.Collection;

/** Values as operators read them in reasons: one line, short, and nothing that the viewer showed. */
final class Shown {

    /** Words such as a status are shorter. What is longer may be a token, or a sentence for the viewer. */
    private static final int LONGEST = 20;

    private Shown() {}

    static String of(Object value) {
        if (value == Nothing.MISSING) {
            return "absent";
        }
        String json = JsonDocument.write(value);
        if (json.length() > LONGEST + 2) {
            return value instanceof String text ? "a text of " + text.length() + " characters" : "too long to show";
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            line.append(
                    Character.isISOControl(c) || Character.isSurrogate(c) || Character.getType(c) == Character.FORMAT
                            ? '?'
                            : c);
        }
        return line.toString();
    }

    /**
     * @param secrets none of which may be seen
     */
    static String of(Object value, Collection<String> secrets) {
        String json = JsonDocument.write(value == Nothing.MISSING ? "" : value);
        boolean telling = secrets.stream().anyMatch(secret -> !secret.isEmpty() && json.contains(quoted(secret)));
        return telling ? "***" : of(value);
    }

    /** As it stands within a JSON text. */
    private static String quoted(String secret) {
        String json = JsonDocument.write(secret);
        return json.substring(1, json.length() - 1);
    }
}
