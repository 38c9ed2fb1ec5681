package tv.usher.engine.exchange;

import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;

/** How long an answer's body is; an answer that says it in two ways, or not in plain digits, is malformed. */
final class AnswerLength implements ContentLengthStrategy {

    private static final int MOST_DIGITS = 18;

    @Override
    public long determineLength(HttpMessage answer) throws HttpException {
        Header length = answer.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            if (answer.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
                throw new ProtocolException("Both Content-Length and Transfer-Encoding");
            }
            if (!isNumber(length.getValue())) {
                throw new ProtocolException("Content-Length is no number");
            }
        }
        return DefaultContentLengthStrategy.INSTANCE.determineLength(answer);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MOST_DIGITS;
    }
}
