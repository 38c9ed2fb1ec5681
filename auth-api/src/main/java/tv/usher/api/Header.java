package tv.usher.api;

/**
 * One header of a question or an answer.
 *
 * @param name  a token as of RFC 9110, compared without regard to case
 * @param value one character per byte, see {@link AccessRequest}
 */
public record Header(String name, String value) {

    /**
     * @throws IllegalArgumentException if the name is no token, or the value has a control character such as CR, LF or NUL;
     *     the message never has the value
     */
    public Header {
        if (name.isEmpty() || !name.chars().allMatch(Header::isTokenCharacter)) {
            throw new IllegalArgumentException("not a header name");
        }
        Text.requirePlain("header " + name, value);
    }

    private static boolean isTokenCharacter(int c) {
        return c > 0x20 && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }
}
