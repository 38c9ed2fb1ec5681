package tv.usher.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The body of a question that is a POST. Immutable; {@link #toString()} never shows it.
 *
 * <p>The engine refuses a question whose body has more than {@value #MAX_BYTES} bytes; the viewer is then undecided.
 */
public final class RequestBody {

    /** The longest body that is sent, in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    private final String contentType;
    private final byte[] bytes;

    private RequestBody(String contentType, byte[] bytes) {
        this.contentType = new Header("Content-Type", contentType).value();
        this.bytes = bytes;
    }

    /**
     * JSON, sent as {@code application/json}. A plugin that puts a viewer's text into it escapes that text, best with a library.
     *
     * @param text whole and valid; it isn't checked
     */
    public static RequestBody json(String text) {
        return new RequestBody("application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A form: the query in the body, as {@code application/x-www-form-urlencoded}. */
    public static RequestBody form(QueryString fields) {
        return new RequestBody("application/x-www-form-urlencoded", fields.raw().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Plain text in UTF-8. */
    public static RequestBody text(String text) {
        return new RequestBody("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Anything else.
     *
     * @throws IllegalArgumentException if the content type can't stand in a header
     */
    public static RequestBody of(String contentType, byte[] bytes) {
        return new RequestBody(contentType, bytes.clone());
    }

    /** What the header {@code Content-Type} says. */
    public String contentType() {
        return contentType;
    }

    /** How many bytes it has. */
    public int length() {
        return bytes.length;
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RequestBody body
                && contentType.equals(body.contentType)
                && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * contentType.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "RequestBody[" + contentType + ", " + bytes.length + " bytes]";
    }
}
