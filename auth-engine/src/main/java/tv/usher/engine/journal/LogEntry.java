package tv.usher.engine.journal;

import java.util.Optional;
import tv.usher.engine.net.IpAddress;

/** An entry that becomes one log line. Immutable and small, since thousands of them are kept. */
interface LogEntry {

    String line();

    /** True if equal entries come in floods, so that only their number is logged. */
    boolean isRepeatable();

    /** The viewer's address; empty if unknown. */
    Optional<IpAddress> client();

    /** How many entries of usual size it is as large as. */
    int places();

    /** The parts by which two entries are equal. */
    Object deduplicationKey();
}
