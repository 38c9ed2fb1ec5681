package tv.usher.engine.check.jwt;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Where a claim stands in a token: its name, or a JSON pointer such as {@code /realm_access/roles}.
 *
 * @param text as the operator wrote it
 */
public record ClaimName(String text) {

    private static final int LONGEST = 128;

    /**
     * @throws IllegalArgumentException if it is no such name; the message continues a sentence that begins with the text
     */
    public static ClaimName parse(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("is not the name of a claim, which has 1 to " + LONGEST + " characters");
        }
        ClaimName name = new ClaimName(text);
        if (name.isPointer()) {
            JsonPointer.compile(text); // whatever begins with a slash is one
        }
        return name;
    }

    boolean isPointer() {
        return text.startsWith("/");
    }

    @Override
    public String toString() {
        return text;
    }
}
