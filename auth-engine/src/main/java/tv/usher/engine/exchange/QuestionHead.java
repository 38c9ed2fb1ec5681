package tv.usher.engine.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.message.BasicHttpRequest;

/**
 * A GET that is in bytes already. HttpCore carries it about and asks for its method; it would make the bytes line by line, at a tenth of
 * the I/O thread's time.
 */
final class QuestionHead extends BasicHttpRequest {

    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    /**
     * @param text one character per byte
     */
    QuestionHead(String text) {
        super("GET", null, null, "/");
        this.bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes);
    }
}
