package tv.usher.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What stands in a header, as people read it. */
final class HeaderText {

    private HeaderText() {}

    /**
     * @param wire one character per byte
     * @return read as UTF-8 if the bytes are, else as ISO-8859-1
     */
    static String read(String wire) {
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

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
