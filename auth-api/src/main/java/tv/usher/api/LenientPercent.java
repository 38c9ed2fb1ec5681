package tv.usher.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Lenient percent-decoding of a text with one character per byte: what is no valid escape stays as it is. */
final class LenientPercent {

    private LenientPercent() {}

    /** Form-decoded: {@code +} is a blank, the bytes are UTF-8. */
    static String decode(String raw) {
        return decode(raw, ' ');
    }

    /** As {@link #decode}, but {@code +} stands for itself. */
    static String decodePath(String raw) {
        return decode(raw, '+');
    }

    private static String decode(String raw, char plus) {
        if (isLiteral(raw)) {
            return raw;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            int escaped = c == '%' ? escapeAt(raw, i) : -1;
            if (escaped >= 0) {
                bytes.write(escaped);
                i += 2;
            } else {
                bytes.write(c == '+' ? plus : c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isLiteral(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c == '+' || c >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int escapeAt(String raw, int percent) {
        if (percent + 2 >= raw.length()) {
            return -1;
        }
        int high = Character.digit(raw.charAt(percent + 1), 16);
        int low = Character.digit(raw.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
