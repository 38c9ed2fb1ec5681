package tv.usher.engine.journal;

/** An entry that becomes one log line. Immutable and small, since thousands of them are kept. */
interface LogEntry {

    String line();

    /** True if equal entries come in floods, so that only their number is logged. */
    boolean isRepeatable();

    /** The parts by which two entries are equal. */
    Object deduplicationKey();
}
