package tv.usher.engine.net;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Texts as headers carry them, one character per byte, and as people read them. */
public final class WireText {

    private WireText() {}

    /** Reads the bytes as UTF-8 if they are valid UTF-8, else as ISO-8859-1. */
    public static String read(String wire) {
        if (isAscii(wire)) {
            return wire;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(wire.getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return wire;
        }
    }

    /** Writes any text as UTF-8, one character per byte. */
    public static String write(String text) {
        return isAscii(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
