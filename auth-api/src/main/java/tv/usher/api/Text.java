package tv.usher.api;

/** What may stand in a text that travels in a header or a request line. */
final class Text {

    private Text() {}

    /** Blank to tilde, and the upper half of ISO-8859-1, which carries other encodings' bytes. No control characters. */
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

    static String requirePlain(String what, String text) {
        if (!isPlain(text)) {
            throw new IllegalArgumentException(what + " has a character that can't travel in a header");
        }
        return text;
    }
}
