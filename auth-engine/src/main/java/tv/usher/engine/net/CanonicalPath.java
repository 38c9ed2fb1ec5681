package tv.usher.engine.net;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;

/**
 * One canonical form of a path: escapes only where needed, in upper case, of valid UTF-8. A path that servers read in different ways is
 * refused: a rule would judge another path than the media server plays.
 */
public final class CanonicalPath {

    private static final String HEX = "0123456789ABCDEF";
    private static final String MANIFEST = "Manifest";
    private static final BitSet PLAIN = plain();

    private CanonicalPath() {}

    /**
     * @param raw one character per byte
     * @return empty for an ambiguous path: one that doesn't begin with a slash; has an empty, {@code .} or {@code ..} segment, a
     *     backslash, semicolon, control character or {@code #}, plain or escaped; an escaped slash or percent sign; a broken escape; or
     *     bytes that are no UTF-8
     */
    public static Optional<String> of(String raw) {
        if (raw.isEmpty() || raw.charAt(0) != '/') {
            return Optional.empty();
        }
        return withCanonicalEscapes(raw).flatMap(CanonicalPath::checkSegments);
    }

    /**
     * The folder that a path belongs to, which is a channel's in most layouts. A path without an extension is a channel itself, as Astra's
     * {@code /play/a001}; it isn't a file in a folder of many channels. Only Smooth Streaming's {@code film.ism/Manifest} is a file without one.
     *
     * @param path begins with a slash
     * @return ends with a slash
     */
    public static String folder(String path) {
        int slash = path.lastIndexOf('/');
        boolean isFile = slash == path.length() - 1
                || path.indexOf('.', slash + 1) >= 0
                || path.regionMatches(true, slash + 1, MANIFEST, 0, MANIFEST.length()) && isSmooth(path, slash);
        return isFile ? path.substring(0, slash + 1) : path + '/';
    }

    private static boolean isSmooth(String path, int end) {
        return path.regionMatches(true, end - 4, ".ism", 0, 4) || path.regionMatches(true, end - 5, ".isml", 0, 5);
    }

    /** Any text as it stands in a path of this form. */
    public static String escaped(String text) {
        return isPlain(text) ? text : encode(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same for a part of a path, which need not begin with a slash and may have any segments. */
    static Optional<String> withCanonicalEscapes(String raw) {
        return isPlain(raw) ? Optional.of(raw) : decode(raw);
    }

    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (!isPlain(raw.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int c) {
        return PLAIN.get(c);
    }

    private static BitSet plain() {
        BitSet plain = new BitSet();
        plain.set(0x21, 0x7f);
        "%\\;#\"<>^`{|}?".chars().forEach(plain::clear);
        return plain;
    }

    private static boolean isRefused(int c) {
        return c < 0x20 || c == 0x7f || c == '\\' || c == ';' || c == '#';
    }

    private static Optional<String> decode(String raw) {
        ByteBuffer decoded = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            int c = raw.charAt(i);
            if (c == '%') {
                c = Percent.escapeAt(raw, i);
                if (c == '/' || c == '%') {
                    return Optional.empty();
                }
                i += 2;
            } else if (c == '?' || c > 0xff) {
                return Optional.empty();
            }
            if (c < 0 || isRefused(c)) {
                return Optional.empty();
            }
            decoded.put((byte) c);
        }
        decoded.flip();
        return isUtf8(decoded) ? Optional.of(encode(decoded)) : Optional.empty();
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String encode(ByteBuffer decoded) {
        StringBuilder path = new StringBuilder(decoded.remaining() + 16);
        while (decoded.hasRemaining()) {
            int c = decoded.get() & 0xff;
            if (isPlain(c)) {
                path.append((char) c);
            } else {
                escape(path, c);
            }
        }
        return path.toString();
    }

    private static void escape(StringBuilder to, int c) {
        to.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    }

    private static Optional<String> checkSegments(String path) {
        int start = 1;
        for (int i = 1; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                boolean last = i == path.length();
                int length = i - start;
                boolean dots = length == 1 && path.charAt(start) == '.'
                        || length == 2 && path.charAt(start) == '.' && path.charAt(start + 1) == '.';
                if (dots || length == 0 && !last) {
                    return Optional.empty();
                }
                start = i + 1;
            }
        }
        return Optional.of(path);
    }
}
