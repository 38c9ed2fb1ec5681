package tv.usher.engine.net;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Texts as headers carry them, one character per byte, and as people read them. */
public final class WireText {

    /** Bytes of one character in UTF-8. */
    public static final int LONGEST_CHARACTER = 4;

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

    /** The beginning of it, at most so many bytes. It ends with a whole character of UTF-8, so that {@link #read} finds UTF-8 there too. */
    public static String start(String wire, int most) {
        if (wire.length() <= most) {
            return wire;
        }
        int end = most;
        while (end > 0 && end > most - LONGEST_CHARACTER + 1 && continuesCharacter(wire.charAt(end))) {
            end--;
        }
        return wire.substring(0, end);
    }

    private static boolean continuesCharacter(char oneByte) {
        return oneByte >= 0x80 && oneByte < 0xc0;
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
