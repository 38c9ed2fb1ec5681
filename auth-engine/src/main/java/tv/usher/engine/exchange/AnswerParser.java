package tv.usher.engine.exchange;

import java.io.IOException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.AbstractMessageParser;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Reads the heads of one connection's answers: strict where HttpCore is lenient, so that nothing but a complete
 * {@code HTTP/1.1 200} reads as one, and bounded as a whole where HttpCore bounds a line. It isn't thread-safe.
 */
final class AnswerParser extends AbstractMessageParser<HttpResponse> {

    private static final int MOST_INTERIM = 8;
    private static final int STATUS = "HTTP/1.1 ".length();

    private final int mostBytes;
    private boolean expecting;
    private int interim;
    private int bytes;

    AnswerParser(Http1Config config) {
        super(config, null);
        this.mostBytes = config.getMaxLineLength();
    }

    void expectAnswer() {
        expecting = true;
        interim = 0;
    }

    /**
     * Never tells the superclass of the end of the stream, since it takes the half of a head that came before for the whole.
     *
     * @return null as long as the head isn't complete
     */
    @Override
    public HttpResponse parse(SessionInputBuffer buffer, boolean endOfStream) throws IOException, HttpException {
        if (!expecting && buffer.hasData()) {
            throw new ProtocolException("Bytes that no question asked for");
        }
        int before = buffer.length();
        HttpResponse head = super.parse(buffer, false);
        bytes += before - buffer.length();
        if (bytes > mostBytes || head == null && bytes + buffer.length() > mostBytes) {
            throw new MessageConstraintException("Answer head too long");
        }
        if (head == null && endOfStream && expecting) {
            throw new ConnectionClosedException("Closed before the end of the answer head");
        }
        if (head != null) {
            bytes = 0;
            expecting = isInterim(head);
        }
        return head;
    }

    private boolean isInterim(HttpResponse head) throws ProtocolException {
        if (head.getCode() >= 200) {
            return false;
        }
        interim++;
        if (head.getCode() == 101 || interim > MOST_INTERIM) {
            throw new ProtocolException("Interim answers without end");
        }
        return true;
    }

    @Override
    protected HttpResponse createMessage(CharArrayBuffer line) throws HttpException {
        boolean valid = line.length() >= STATUS + 3
                && (startsWith("HTTP/1.1 ", line) || startsWith("HTTP/1.0 ", line))
                && line.charAt(STATUS) != '0'
                && isDigit(line.charAt(STATUS))
                && isDigit(line.charAt(STATUS + 1))
                && isDigit(line.charAt(STATUS + 2))
                && (line.length() == STATUS + 3 || line.charAt(STATUS + 3) == ' ');
        if (!valid) {
            throw new ProtocolException("Not a status line");
        }
        HttpResponse head = new BasicHttpResponse(Integer.parseInt(line, STATUS, STATUS + 3, 10));
        head.setVersion(line.charAt(STATUS - 2) == '1' ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0);
        return head;
    }

    private static boolean startsWith(String prefix, CharArrayBuffer line) {
        for (int i = 0; i < prefix.length(); i++) {
            if (line.charAt(i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
