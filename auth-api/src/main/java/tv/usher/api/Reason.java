package tv.usher.api;

import java.util.Objects;

/**
 * Why a verdict isn't an allow.
 *
 * @param code for programs, such as dashboards and alerts: 1 to 64 lower-case letters, digits and {@code -}. It stays the same however
 *     the text changes, and there are only a few of them, so a number or a name belongs into the text. The list of Usher's own codes is
 *     {@code doc/reasons.md}; a plugin may use them or its own
 * @param text a short sentence for operators, in logs and on pages. It never has a token, a secret, a whole query or an address with its
 *     query
 */
public record Reason(String code, String text) {

    private static final int MOST = 64;

    /**
     * @throws IllegalArgumentException if the code has another form
     */
    public Reason {
        Objects.requireNonNull(text);
        if (!isCode(code)) {
            throw new IllegalArgumentException("a code has 1 to 64 lower-case letters, digits and '-'");
        }
    }

    /** True if a text has the form of a code. */
    public static boolean isCode(String text) {
        return !text.isEmpty() && text.length() <= MOST && text.chars().allMatch(Reason::isOfCodes);
    }

    private static boolean isOfCodes(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
}
