package tv.usher.engine.session.file;

import java.io.IOException;
import java.util.List;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;

/**
 * An open file of sessions and bans. For one thread at a time. Each {@link IOException} has a message for operators: what happened, where,
 * and what to do; after one that {@link #write} or {@link #tidy} threw, the file can only be closed.
 */
public interface SessionFile extends AutoCloseable {

    /** Opens or creates the file; no other process can open it until it is closed. */
    interface Opener {
        Opened open() throws IOException;
    }

    /** An open file and its content. */
    record Opened(SessionFile file, Stored content) {}

    /**
     * The content of a file.
     *
     * @param unreadable number of entries that couldn't be read; they were removed from the file
     */
    record Stored(List<StoredSession> sessions, List<StoredBan> bans, int unreadable) {}

    /** After this has returned, the changes survive a kill of the process. */
    void write(PendingChanges.Batch changes) throws IOException;

    /**
     * Keeps the file small.
     *
     * @param now bans that end before are removed; milliseconds of the wall clock since 1970
     */
    void tidy(long now) throws IOException;

    @Override
    void close() throws IOException;
}
