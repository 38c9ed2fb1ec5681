package tv.usher.backend.http;

/** What stands where no value is. */
enum Nothing {
    /** JSON's {@code null}. */
    NULL,
    /** The document has nothing at that place. */
    MISSING
}
