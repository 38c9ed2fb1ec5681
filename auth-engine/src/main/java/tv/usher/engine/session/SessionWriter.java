package tv.usher.engine.session;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tv.usher.engine.util.Key;

/** The table, and the store behind it that is told of each change. Thread-safe. */
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
    CompletableFuture<Optional<SessionStore.Admission>> admit(Session session, int limit, OverLimit overLimit) {
        return store.admit(snapshots.of(session), limit, overLimit);
    }

    /** The session is new, or has changed. */
    void put(Session session) {
        store.put(snapshots.of(session));
        if (session.hasEnded()) {
            unstore(session, store::remove); // since that may have been done before
        }
    }

    /** The store keeps who has the place now, if somebody has; it is looked at again after each change, since others change it too. */
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

    /** Null also for one that has ended and is just being taken out. */
    private Session living(Key key) {
        Session session = table.get(key);
        return session == null || session.hasEnded() ? null : session;
    }

    /** The session is over, here and elsewhere. */
    void end(Session session) {
        table.end(session);
        unstore(session, store::remove);
    }

    /** The session is over here; elsewhere it may go on. */
    void forget(Session session) {
        table.end(session);
        unstore(session, store::forget);
    }

    /** As another Usher decided, which has told the store. */
    void endHere(Key key) {
        Session session = table.get(key);
        if (session != null && session.key().equals(key)) {
            table.end(session);
        }
    }
}
