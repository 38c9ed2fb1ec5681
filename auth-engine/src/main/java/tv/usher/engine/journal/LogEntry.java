package tv.usher.engine.journal;

/** What becomes a line of the log. Immutable, and small: thousands of these are kept. */
interface LogEntry {

    String line();

    /** True if equal ones come in floods, so that their number is told instead. */
    boolean isRepeatable();

    /** What makes two of them equal. */
    Object deduplicationKey();
}
