package tv.usher.engine.session.file;

import java.io.IOException;
import java.util.List;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;

/**
 * A file of sessions and bans, open. One thread at a time. Each {@link IOException} has a message for operators: what happened, where, and
 * what to do; after one that {@link #write} or {@link #tidy} threw, the file can only be closed.
 */
public interface SessionFile extends AutoCloseable {

    /** Opens the file, or makes one; nobody else can open it until it is closed. */
    interface Opener {
        Opened open() throws IOException;
    }

    /** A file, and what was in it. */
    record Opened(SessionFile file, Content content) {}

    /**
     * What a file has.
     *
     * @param unreadable entries that nobody understands, which are no longer in the file
     */
    record Content(List<StoredSession> sessions, List<StoredBan> bans, int unreadable) {}

    /** After this returned, also a process that is killed leaves the changes behind. */
    void write(PendingChanges.Changes changes) throws IOException;

    /**
     * Keeps the file small.
     *
     * @param now bans that end before are removed; milliseconds of the wall clock since 1970
     */
    void tidy(long now) throws IOException;

    @Override
    void close() throws IOException;
}
