package tv.usher.api;

import java.util.BitSet;

/**
 * One header of a question or an answer.
 *
 * @param name  a token as of RFC 9110, compared without regard to case
 * @param value one character per byte, see {@link AccessRequest}
 */
public record Header(String name, String value) {

    private static final BitSet TOKEN_CHARACTERS = tokenCharacters();

    /**
     * @throws IllegalArgumentException if the name is no token, or the value has a control character such as CR, LF or NUL;
     *     the message never has the value
     */
    public Header {
        if (!isToken(name)) {
            throw new IllegalArgumentException("not a header name");
        }
        if (!isPlain(value)) {
            throw new IllegalArgumentException("header " + name + " has a character that can't travel in a header");
        }
    }

    /** True for a text that may stand in a header or a request line: blank to tilde, and the upper half of ISO-8859-1, which carries other encodings' bytes. No control characters. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x7f || c >= 0x80 && c <= 0xff;
    }

    // A loop: every header of every question and answer comes through here.
    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!TOKEN_CHARACTERS.get(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static BitSet tokenCharacters() {
        BitSet token = new BitSet();
        token.set(0x21, 0x7f);
        "\"(),/:;<=>?@[\\]{}".chars().forEach(token::clear);
        return token;
    }
}
