package tv.usher.engine.session.file;

import java.io.IOException;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;

/**
 * An open file of sessions and bans. For one thread at a time. Each {@link IOException} has a message for operators: what happened, where,
 * and what to do; after one that {@link #write} or {@link #tidy} threw, the file can only be closed.
 */
public interface SessionFile extends AutoCloseable {

    /** Opens or creates the file; no other process can open it until it is closed. */
    interface Opener {

        /**
         * @param reader is told what is in the file, one after another, so that it need never be in memory as a whole
         */
        SessionFile open(Reader reader) throws IOException;
    }

    /** Hears of what a file has. */
    interface Reader {

        /**
         * @return false if it shall be removed from the file
         */
        boolean session(StoredSession session);

        /**
         * @return false if it shall be removed from the file
         */
        boolean ban(StoredBan ban);

        /** An entry that isn't understood; it is removed from the file. */
        void unreadable();
    }

    /** False if somebody has removed the file, or put another one in its place. */
    boolean isThere();

    /** True if it has no session. */
    boolean isEmpty();

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
