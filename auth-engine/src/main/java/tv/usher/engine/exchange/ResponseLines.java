package tv.usher.engine.exchange;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ISO-8859-1, one character per byte, that watches the lines it decodes: HttpCore decodes each line of a head, and of what frames a
 * chunk, by itself and before it parses it. So this sees what the parser forgets: that a line was cut or irregular, and how many bytes there were.
 *
 * <p>HttpCore 5.4 takes the half of a head for a whole one when the connection ends there, and bounds a line but not a head.
 */
final class ResponseLines extends Charset {

    /** But for 101, which nobody asks for. */
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (?!101)[1-9][0-9]{2}[ \r\n]");

    private final int maxHead;
    private @Nullable Connection latest;

    /**
     * @param maxHead bytes of a head, with the interim ones before it
     */
    ResponseLines(int maxHead) {
        super("x-usher-response-lines", null);
        this.maxHead = maxHead;
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

        /** How many bytes all responses have had, with this one. */
        long read;

        /** How many bytes all responses before this one had. */
        long readBefore;

        /** The last line was empty, which ends a head. */
        boolean blank = true;

        /** A line that should be {@code HTTP/1.1 200}, or with another status, is something that only looks like it. */
        boolean irregular;

        /** Else what is decoded frames a chunk. */
        boolean inHead = true;

        private final Matcher status = STATUS_LINE.matcher("");
        private boolean atLineStart;

        private Connection() {
            super(ResponseLines.this, 1, 1);
        }

        void responseEnded() {
            readBefore = read;
            blank = true;
            inHead = true;
        }

        @Override
        protected void implReset() {
            atLineStart = true;
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer line, CharBuffer to) {
            int length = line.remaining();
            if (atLineStart && length > 0) {
                if (line.get(line.limit() - 1) != '\n') {
                    return CoderResult.malformedForLength(length);
                }
                atLineStart = false;
                latest = this;
                boolean begins = inHead && blank;
                blank = length == 1 || length == 2 && line.get(line.position()) == '\r';
                irregular |= begins && !blank && !isStatusLine(line.duplicate());
                read += length;
                if (inHead && read - readBefore > maxHead) {
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

        private boolean isStatusLine(ByteBuffer line) {
            return status.reset(StandardCharsets.ISO_8859_1.decode(line)).lookingAt();
        }
    }
}
