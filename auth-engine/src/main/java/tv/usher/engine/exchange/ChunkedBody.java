package tv.usher.engine.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.HexFormat;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.nio.AbstractContentDecoder;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Reads a body in chunks up to the empty line after its last one. HttpCore's decoder isn't used, since it takes the end of the connection
 * for the end of that line, and signed sizes for sizes. Trailers are skipped.
 */
final class ChunkedBody extends AbstractContentDecoder {

    private static final int MOST_DIGITS = 15;

    private enum Part {
        SIZE,
        DATA,
        END_OF_DATA,
        TRAILERS
    }

    private final CharArrayBuffer line = new CharArrayBuffer(32);
    private final int mostOverhead;
    private Part part = Part.SIZE;
    private long left;
    private int overhead;

    /**
     * @param mostOverhead how many bytes may come without any data among them
     */
    ChunkedBody(
            ReadableByteChannel channel,
            SessionInputBuffer buffer,
            BasicHttpTransportMetrics metrics,
            int mostOverhead) {
        super(channel, buffer, metrics);
        this.mostOverhead = mostOverhead;
    }

    /** Reads on until the body is complete, there is no room for more, or nothing has come yet. */
    @Override
    public int read(ByteBuffer to) throws IOException {
        int start = to.position();
        boolean more = true;
        while (more && !isCompleted()) {
            more = part == Part.DATA ? readData(to) : readLine();
            if (!more && to.hasRemaining()) {
                more = fill();
            }
        }
        return to.position() - start;
    }

    private boolean fill() throws IOException {
        int bytes = fillBufferFromChannel();
        if (bytes < 0) {
            throw new ConnectionClosedException("Closed before the end of the last chunk");
        }
        return bytes > 0;
    }

    private boolean readData(ByteBuffer to) {
        int bytes = buffer().read(to, (int) Math.min(left, to.remaining()));
        left -= bytes;
        if (left == 0) {
            part = Part.END_OF_DATA;
        }
        return bytes > 0;
    }

    private boolean readLine() throws IOException {
        int before = buffer().length();
        line.clear();
        if (!buffer().readLine(line, false)) {
            return false;
        }
        overhead += before - buffer().length();
        if (overhead > mostOverhead) {
            throw new MessageConstraintException("Too much around the chunks");
        }
        switch (part) {
            case SIZE -> beginChunk(size());
            case END_OF_DATA -> endChunk();
            default -> skipTrailer();
        }
        return true;
    }

    private void beginChunk(long size) {
        if (size == 0) {
            part = Part.TRAILERS;
        } else {
            part = Part.DATA;
            left = size;
            overhead = 0;
        }
    }

    private void endChunk() throws MalformedChunkCodingException {
        if (!line.isEmpty()) {
            throw new MalformedChunkCodingException("Chunk longer than its size");
        }
        part = Part.SIZE;
    }

    private void skipTrailer() {
        if (line.isEmpty()) {
            setCompleted();
        }
    }

    /** Hexadecimal digits; some servers pad them with blanks, and nobody needs what follows a semicolon. */
    private long size() throws MalformedChunkCodingException {
        int end = 0;
        while (end < line.length() && HexFormat.isHexDigit(line.charAt(end))) {
            end++;
        }
        int digits = end;
        while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
            end++;
        }
        boolean valid = digits > 0 && digits <= MOST_DIGITS && (end == line.length() || line.charAt(end) == ';');
        if (!valid) {
            throw new MalformedChunkCodingException("Not a chunk's size");
        }
        return HexFormat.fromHexDigitsToLong(line, 0, digits);
    }
}
