package tv.usher.engine.exchange;

import java.util.Locale;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * When a connection may carry another question: after an answer that has its own end and says nothing else, where HTTP/1.0 must say so.
 * HttpCore's own strategy decides the same; this one is less work per question.
 */
final class ConnectionReuse implements ConnectionReuseStrategy {

    @Override
    public boolean keepAlive(HttpRequest question, HttpResponse answer, HttpContext context) {
        return hasEnd(answer)
                && (answer.getVersion() == HttpVersion.HTTP_1_1 ? !says(answer, "close") : says(answer, "keep-alive"));
    }

    private static boolean hasEnd(HttpResponse answer) {
        return answer.getCode() < 200 // an interim one, asked about too
                || answer.getCode() == 204
                || answer.getCode() == 304
                || answer.containsHeader(HttpHeaders.CONTENT_LENGTH)
                || answer.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    private static boolean says(HttpResponse answer, String option) {
        for (Header header : answer.getHeaders()) {
            if (header.getName().equalsIgnoreCase(HttpHeaders.CONNECTION)
                    && header.getValue().toLowerCase(Locale.ROOT).contains(option)) {
                return true;
            }
        }
        return false;
    }
}
