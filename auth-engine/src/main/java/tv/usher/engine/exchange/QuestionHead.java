package tv.usher.engine.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.message.BasicHttpRequest;

/**
 * A GET that is in bytes already, which is less work per question than HttpCore's making them line by line.
 *
 * <p>HttpCore only carries it about and asks for its method, so its path is {@code /}: the real target stands in the bytes alone, where
 * nothing parses or rewrites it.
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
