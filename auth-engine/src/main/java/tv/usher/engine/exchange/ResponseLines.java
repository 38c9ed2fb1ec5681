package tv.usher.engine.exchange;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * ISO-8859-1, one character per byte, that watches the lines it decodes: HttpCore decodes each line of a head, and of what frames a
 * chunk, by itself and before it parses it. So this sees what the parser forgets: that a line was cut or irregular, and how many bytes there were.
 *
 * <p>HttpCore 5.4 takes the half of a head for a whole one when the connection ends there, and bounds a line but not a head.
 */
final class ResponseLines extends Charset {

    private static final int NONE = -1;

    /** With a version, the digits of a status, and what ends it. */
    private static final String STATUS_LINE = "HTTP/1.v sdde";

    private final int mostBytes;
    private @Nullable Connection latest;

    /**
     * @param mostBytes of a head, with the interim ones before it
     */
    ResponseLines(int mostBytes) {
        super("x-usher-response-lines", null);
        this.mostBytes = mostBytes;
    }

    /** The connection whose line was decoded last. To be called on the I/O thread, of which there is one. */
    Connection latest() {
        return Objects.requireNonNull(latest);
    }

    @Override
    public boolean contains(Charset other) {
        return StandardCharsets.ISO_8859_1.contains(other);
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new Connection();
    }

    @Override
    public CharsetEncoder newEncoder() {
        return StandardCharsets.ISO_8859_1.newEncoder();
    }

    /** What was read of one connection. HttpCore makes one decoder for each. */
    final class Connection extends CharsetDecoder {

        private boolean atLineStart;
        private boolean blank;
        private boolean regular = true;
        private int head;
        private long read;
        private long readBefore;

        private Connection() {
            super(ResponseLines.this, 1, 1);
        }

        /** How many bytes all responses before this one had. */
        long readBefore() {
            return readBefore;
        }

        /** How many bytes all responses have had, with this one. */
        long read() {
            return read;
        }

        /** False if a line that should be {@code HTTP/1.1 200}, or with another status, is something that only looks like it. */
        boolean isRegular() {
            return regular;
        }

        /** True after the empty line that ends a head. */
        boolean isHeadWhole() {
            return blank;
        }

        void readBody(int bytes) {
            read += bytes;
        }

        void headEnded() {
            head = NONE;
        }

        void responseEnded() {
            head = 0;
            regular = true;
            readBefore = read;
        }

        private static boolean isStatusLine(ByteBuffer line) {
            for (int i = 0; i < STATUS_LINE.length(); i++) {
                int c = line.position() + i < line.limit() ? line.get(line.position() + i) : 0;
                boolean matches = switch (STATUS_LINE.charAt(i)) {
                    case 'v' -> c == '0' || c == '1';
                    case 's' -> c >= '1' && c <= '9';
                    case 'd' -> c >= '0' && c <= '9';
                    case 'e' -> c == ' ' || c == '\r' || c == '\n';
                    default -> c == STATUS_LINE.charAt(i);
                };
                if (!matches) {
                    return false;
                }
            }
            return true;
        }

        @Override
        protected void implReset() {
            atLineStart = true;
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer line, CharBuffer to) {
            if (atLineStart && line.hasRemaining()) {
                int length = line.remaining();
                if (line.get(line.limit() - 1) != '\n') {
                    return CoderResult.malformedForLength(length);
                }
                atLineStart = false;
                latest = this;
                boolean first = head == 0 || head != NONE && blank;
                blank = length == 1 || length == 2 && line.get(line.position()) == '\r';
                regular &= !first || blank || isStatusLine(line);
                read += length;
                head += head == NONE ? 0 : length;
                if (head > mostBytes) {
                    return CoderResult.unmappableForLength(length);
                }
            }
            while (line.hasRemaining()) {
                if (!to.hasRemaining()) {
                    return CoderResult.OVERFLOW;
                }
                to.put((char) (line.get() & 0xFF));
            }
            return CoderResult.UNDERFLOW;
        }
    }
}
