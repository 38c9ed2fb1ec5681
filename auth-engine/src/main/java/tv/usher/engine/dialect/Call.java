package tv.usher.engine.dialect;

import java.util.List;
import tv.usher.engine.util.ReasonCode;

/** What a caller sent, before a dialect has read it. Texts have one character per byte. */
public interface Call {

    /** The caller's address. */
    String caller();

    /** The HTTP method, in capitals. */
    String method();

    /** The request target: path and query as they came, beginning with a slash. */
    String target();

    /**
     * The only value of a header, empty if it is missing. Looked up by its exact name in any case: {@code X_Real_IP} is another header.
     *
     * @throws UnreadableCall if it came more than once with different values, since the viewer may have sent any of them
     */
    default String header(String name) {
        List<String> values = headers(name).stream().distinct().toList();
        if (values.size() > 1) {
            throw new UnreadableCall(ReasonCode.CALL_AMBIGUOUS, name + " came more than once");
        }
        return values.isEmpty() ? "" : values.get(0);
    }

    /** The last value of a header that proxies append to, empty if it is missing. */
    default String lastHeader(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    /** All values of a header, in their order. */
    List<String> headers(String name);

    /** The whole body, in a new array. */
    byte[] body();
}
