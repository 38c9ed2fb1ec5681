package tv.usher.engine.session;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.Key;

/** Changes the table and tells the store of each change. Thread-safe. */
final class SessionWriter {

    private final SessionTable table;
    private final SessionStore store;
    private final Snapshots snapshots;

    SessionWriter(SessionTable table, SessionStore store, Snapshots snapshots) {
        this.table = table;
        this.store = store;
        this.snapshots = snapshots;
    }

    /** As {@link SessionStore#admit}; the session isn't written yet. */
    CompletableFuture<Optional<SessionStore.SharedAdmission>> admit(
            Session session, List<CountedLimit> limits, OverLimit overLimit) {
        return store.admit(snapshots.of(session), limits, overLimit);
    }

    /** As {@link SessionStore#restored()}. */
    CompletableFuture<Void> restored() {
        return store.restored();
    }

    /** As {@link SessionStore#restoredOf}. */
    CompletableFuture<Void> restoredOf(UserId user) {
        return store.restoredOf(user);
    }

    /** The session is new, or has changed. */
    void put(Session session) {
        store.put(snapshots.of(session));
        if (session.hasEnded()) {
            unstore(session, store::remove); // somebody may have removed it before this put
        }
    }

    /** As {@link #put}, of many. */
    void putAll(List<Session> sessions) {
        store.putAll(snapshots.of(sessions));
        sessions.stream().filter(Session::hasEnded).forEach(session -> unstore(session, store::remove));
    }

    /**
     * The store keeps the session that the table has under this key now, if there is one. The table is read again after each change, since
     * other threads change it too.
     */
    private void unstore(Session session, Consumer<StoredSession> removal) {
        Session current = living(session.key());
        if (current == null) {
            removal.accept(snapshots.of(session));
            current = living(session.key());
        }
        if (current != null) {
            put(current);
        }
    }

    /** Null also for a session that has ended and is just being removed. */
    private @Nullable Session living(Key key) {
        Session session = table.get(key);
        return session == null || session.hasEnded() ? null : session;
    }

    /** The session is over on all Ushers. */
    void end(Session session, SessionEnd why) {
        end(session, why, null);
    }

    /**
     * As {@link #end(Session, SessionEnd)}.
     *
     * @param newer as {@link SessionListener#ended}
     */
    void end(Session session, SessionEnd why, @Nullable Session newer) {
        table.end(session, why, newer);
        unstore(session, store::remove);
    }

    /** The session is over here; on other Ushers it may go on. */
    void forget(Session session, SessionEnd why) {
        table.end(session, why);
        unstore(session, store::forget);
    }

    /** Ends a session as another Usher decided; that one has told the store. */
    void endHere(Key key, SessionEnd why) {
        Session session = table.get(key);
        if (session != null && session.key().equals(key)) {
            table.end(session, why);
        }
    }
}
