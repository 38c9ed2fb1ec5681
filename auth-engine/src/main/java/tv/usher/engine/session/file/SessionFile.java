package tv.usher.engine.session.file;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Key;

/**
 * An open file of sessions and bans. For one thread at a time. Each {@link IOException} has a message for operators: what happened, where,
 * and what to do; after one, the file can only be closed.
 */
public interface SessionFile extends AutoCloseable {

    /** Opens or creates the file; no other process can open it until it is closed. */
    interface Opener {

        /**
         * @param reader is told the bans
         */
        SessionFile open(Reader reader) throws IOException;

        /** Puts a closed file out of the way whose content can't be understood. The next one that is opened is new. */
        void moveAside(String why) throws IOException;
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

        /**
         * An entry that isn't understood.
         *
         * @return false if it shall be removed from the file
         */
        boolean unreadable();
    }

    /** False if somebody has removed the file, or put another one in its place. */
    boolean isThere();

    /** Sessions that it has; cheap. */
    long size();

    /**
     * Tells some sessions, in the order of their keys, so that they need never be in memory as a whole.
     *
     * @param from the first that is wanted; null for the first of all
     * @return where to go on; null if that were all
     * @throws RuntimeException if what is in the file can't be understood
     */
    byte @Nullable [] read(byte @Nullable [] from, Reader reader) throws IOException;

    /**
     * Looks one session up.
     *
     * @throws RuntimeException as {@link #read}
     */
    Optional<StoredSession> find(Key key) throws IOException;

    /** From now on nothing is written: a reader is told all, and nothing is removed for it. A disk may be full, and readable still. */
    void onlyRead();

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
