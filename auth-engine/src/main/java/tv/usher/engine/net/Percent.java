package tv.usher.engine.net;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of texts with one character per byte. */
public final class Percent {

    private Percent() {}

    /** All but letters, digits and {@code - . _ ~} (RFC 3986): as forms do, but for three characters. */
    public static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.ISO_8859_1)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** What is no valid escape stays as it is. The result has one character per byte too. */
    public static String lenient(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            int escaped = escapeAt(raw, i);
            text.append(escaped < 0 ? raw.charAt(i) : (char) escaped);
            i += escaped < 0 ? 0 : 2;
        }
        return text.toString();
    }

    /**
     * The text whose UTF-8 bytes these are.
     *
     * @throws IllegalArgumentException if an escape is broken, or the result is no UTF-8 text or has a control character; the message
     *     continues a sentence about the text
     */
    public static String strict(String raw) {
        for (int i = raw.indexOf('%'); i >= 0; i = raw.indexOf('%', i + 3)) {
            if (escapeAt(raw, i) < 0) {
                throw new IllegalArgumentException("has a '%' without two hexadecimal digits after it");
            }
        }
        String text = utf8(ByteBuffer.wrap(lenient(raw).getBytes(StandardCharsets.ISO_8859_1)));
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("has a control character");
        }
        return text;
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is no UTF-8 text", e);
        }
    }

    /** The byte that is escaped at this place, -1 if no valid escape stands there. */
    static int escapeAt(String raw, int at) {
        boolean escape = at + 2 < raw.length()
                && raw.charAt(at) == '%'
                && HexFormat.isHexDigit(raw.charAt(at + 1))
                && HexFormat.isHexDigit(raw.charAt(at + 2));
        return escape ? HexFormat.fromHexDigits(raw, at + 1, at + 3) : -1;
    }
}
