package tv.usher.engine.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tv.usher.engine.util.Key;

/**
 * What outlives the process, or is shared with other Ushers. Memory stays the first to be asked: a known viewer never waits for a store.
 * Thread-safe; nothing here blocks or fails, except {@link #open} and {@link #close}. What a store can't do it says by {@link #problem}.
 */
public interface SessionStore extends AutoCloseable {

    /** Called once, before the first question: tells what is kept, and later what other Ushers change. */
    void open(Listener listener);

    /** True if others use it too. Else {@link #find} and {@link #seen} aren't called. */
    default boolean isShared() {
        return false;
    }

    /** What others say of an unknown viewing. */
    CompletableFuture<Known> find(List<Key> keys);

    /**
     * Asks for a place among all sessions of the user, wherever they are.
     *
     * @param limit at least 1
     * @return empty: this process decides by what it knows
     */
    CompletableFuture<Optional<Admission>> admit(StoredSession newcomer, int limit, OverLimit overLimit);

    /** The session is new, or has changed. */
    void put(StoredSession session);

    /** The session is over for everybody. */
    void remove(StoredSession session);

    /** The session is over here, since nobody asked for long; elsewhere it may go on. */
    default void forget(StoredSession session) {
        remove(session);
    }

    /** These were seen here since the last time. */
    void seen(List<StoredSession> sessions);

    void deny(Key key, Refusal refusal);

    void ban(StoredBan ban);

    /** An operator ended the user's sessions here; those elsewhere are to end as well. */
    default void kick(UserId user, Duration ban) {}

    /** Why the store doesn't do its work now, for operators; empty while it does. */
    Optional<String> problem();

    /** Writes what is not written yet. Blocks for a bounded time. */
    @Override
    void close();

    /** What a store knows of a viewing; all empty if nothing. */
    record Known(Optional<StoredSession> session, Optional<Refusal> denial) {
        public static final Known NOTHING = new Known(Optional.empty(), Optional.empty());
    }

    /**
     * @param admitted false: the user has as many sessions as allowed already
     * @param ended    sessions that have to go for the newcomer
     */
    record Admission(boolean admitted, List<Key> ended) {}

    /** Hears what a store knows, and tells it what lives here. Moments are milliseconds of the wall clock since 1970. */
    interface Listener {

        /** Nothing happens if a session of that key lives here. */
        void restored(StoredSession session);

        /** The session of that key is over, unless it began later. */
        void ended(Key key, long at);

        void banned(StoredBan ban);

        /** An operator elsewhere ended the user's sessions, except those that began later. */
        void kicked(UserId user, Duration ban, long at);

        /** Each session that lives here, once. */
        void forEach(Consumer<StoredSession> action);

        /** Each ban in force here, once. */
        void forEachBan(Consumer<StoredBan> action);
    }
}
