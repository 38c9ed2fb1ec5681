package tv.usher.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tv.usher.engine.util.Key;

/**
 * Keeps sessions beyond the process, or shares them with other Ushers. Memory is read first: a known viewer never waits for a store.
 * Thread-safe; nothing here blocks or fails, except {@link #open} and {@link #close}. A store tells by {@link #problem} what it can't do.
 */
public interface SessionStore extends AutoCloseable {

    /** Nothing was kept, or nobody need wait for it. */
    CompletableFuture<Void> RESTORED = CompletableFuture.completedFuture(null);

    /**
     * Called once, before the first question: tells the bans that are kept and, now or soon, the sessions; and later what other Ushers
     * change.
     */
    void open(Listener listener);

    /**
     * All that was kept before the start.
     *
     * @return completes once the listener was told of it, or it can't be read
     */
    default CompletableFuture<Void> restored() {
        return RESTORED;
    }

    /** As {@link #restored()}, of the sessions that have these keys. Much sooner. */
    default CompletableFuture<Void> restored(List<Key> keys) {
        return restored();
    }

    /** As {@link #restored(List)}, of the sessions that requests without a token find by these keys. */
    default CompletableFuture<Void> restoredFollowed(List<Key> followKeys) {
        return restored();
    }

    /** As {@link #restored(List)}, of the sessions that count for the user's limit. */
    default CompletableFuture<Void> restoredOf(UserId user) {
        return restored();
    }

    /** True if other Ushers use it too. If not, it has nothing to add to {@link #find}, {@link #admit}, {@link #seen} and {@link #deny}. */
    default boolean isShared() {
        return false;
    }

    /** What other Ushers know of a viewing that is unknown here. */
    default CompletableFuture<Known> find(List<Key> keys) {
        return CompletableFuture.completedFuture(Known.NOTHING);
    }

    /**
     * Asks for a place of each limit, among all sessions wherever they are: all of them or none.
     *
     * @param limits that count the newcomer, at least one
     * @return empty if this process must decide alone
     */
    default CompletableFuture<Optional<SharedAdmission>> admit(
            StoredSession newcomer, List<CountedLimit> limits, OverLimit overLimit) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** The session is new, or has changed. */
    void put(StoredSession session);

    /** As {@link #put}, of many, each as it is in its turn. They don't go all at once, so that questions to the store keep their room. */
    default void putAll(Iterator<StoredSession> sessions) {
        sessions.forEachRemaining(this::put);
    }

    /** The session is over for everybody. */
    void remove(StoredSession session);

    /** The session is over here, since no question came for a long time; on other Ushers it may go on. */
    default void forget(StoredSession session) {
        remove(session);
    }

    /** These sessions were seen here since the last call. A store that is busy with earlier ones takes none of them. */
    default void seen(Iterator<StoredSession> sessions) {}

    /** Kept for others alone: a denial lasts for seconds. */
    default void deny(Key key, Refusal refusal) {}

    /** What {@link #deny} said is true no more. */
    default void forgetDenial(Key key) {}

    void ban(StoredBan ban);

    /** The ban of that target is over, whatever else is known of it. */
    void lift(StoredBan ban);

    /** An operator ended the user's sessions here; the store ends those on other Ushers. */
    default void kick(UserId user, Duration ban, BanOrder order) {}

    /** How many sessions a user has at all Ushers that share the store; 0 if they can't be asked. */
    default CompletableFuture<Long> countOf(UserId user) {
        return CompletableFuture.completedFuture(0L);
    }

    /**
     * A user's sessions at all Ushers that share the store; none if they can't be asked.
     *
     * @param most that are looked at
     */
    default CompletableFuture<List<StoredSession>> sessionsOf(UserId user, int most) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** One of the user's sessions was ended to make room, as {@link Listener#madeRoom} tells the other Ushers. */
    default void makeRoom(UserId user) {}

    /**
     * An Usher takes a one-time code, and the others hear of it.
     *
     * @param until the code's end, a moment of the wall clock
     * @return false if one that ends then or later was taken before; true too if the others can't be asked
     */
    default CompletableFuture<Boolean> takeCode(UserId user, long until) {
        return CompletableFuture.completedFuture(true);
    }

    /** Why the store doesn't work now, for operators; empty while it works. */
    Optional<String> problem();

    /** The other Ushers that share it and are there, by name. */
    default List<String> nodes() {
        return List.of();
    }

    /** Writes what is not written yet. Blocks for a bounded time. */
    @Override
    void close();

    /**
     * What a store knows of a viewing; all parts are empty if it knows nothing. Requests without a token may be any of several sessions'.
     *
     * @param sessions   the newest comes first
     * @param isAnswered false if the store couldn't be asked, so that others may know more
     */
    record Known(List<StoredSession> sessions, Optional<Refusal> denial, boolean isAnswered) {
        public static final Known NOTHING = new Known(List.of(), Optional.empty());
        public static final Known UNANSWERED = new Known(List.of(), Optional.empty(), false);

        public Known(List<StoredSession> sessions, Optional<Refusal> denial) {
            this(sessions, denial, true);
        }
    }

    /**
     * @param admitted false: all places of a limit are taken, or it is over already
     * @param ended    sessions that end to make room for the new one
     * @param isOver   somebody has ended it before it began
     * @param inTheWay the limit whose places are all taken, if it is known
     */
    record SharedAdmission(boolean admitted, List<Key> ended, boolean isOver, Optional<InTheWay> inTheWay) {

        /** The same, with others that have ended before. */
        public SharedAdmission afterEnding(List<Key> before) {
            List<Key> all = new ArrayList<>(before);
            all.addAll(ended);
            return new SharedAdmission(admitted, all, isOver, inTheWay);
        }
    }

    /** Gets what a store knows, and tells the store which sessions are live here. Moments are milliseconds of the wall clock since 1970. */
    interface Listener {

        /** Nothing happens if a session of that key lives here. */
        RestoreResult restored(StoredSession session);

        /** So many more sessions will be restored; newcomers leave their places free. */
        void expect(long sessions);

        /**
         * The session of that key is over, unless it began later.
         *
         * @param newer it had to go for a newer one
         * @return the session, if it lived here until now
         */
        Optional<StoredSession> ended(Key key, long at, boolean newer);

        void banned(StoredBan ban);

        /** An operator elsewhere ended the ban of that target, unless it was ordered later. */
        void lifted(StoredBan ban, long at);

        /** An operator elsewhere ended the user's sessions, except those that began later. */
        void kicked(UserId user, Duration ban, long at, BanOrder order);

        /** Who was kept out since that user's places were taken is asked about again. */
        void madeRoom(UserId user);

        /** Another Usher took the user's one-time code that ends then, a moment of its wall clock. */
        void codeTaken(UserId user, long until);

        /** True if a session of that key lives here, or may live again. */
        boolean isKnown(Key key);

        /** Each live session of this process, once. */
        void forEach(Consumer<StoredSession> action);

        /** True if somebody's ban of that target is in force here. */
        boolean isBanned(StoredBan ban);

        /** Each ban in force here, once. */
        void forEachBan(Consumer<StoredBan> action);
    }
}
