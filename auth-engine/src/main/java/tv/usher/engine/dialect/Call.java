package tv.usher.engine.dialect;

/** What a caller sent, before a dialect has read it. Texts have one character per byte. */
public interface Call {

    /** The request target: path and query as they came, beginning with a slash. */
    String target();

    /**
     * The only value of a header, empty if it is missing. Looked up by its exact name in any case: {@code X_Real_IP} is another header.
     *
     * @throws UnreadableCall if it came more than once with different values, since any of them may be the viewer's own
     */
    String header(String name);

    /** The last value of a header that proxies append to, empty if it is missing. */
    String lastHeader(String name);
}
