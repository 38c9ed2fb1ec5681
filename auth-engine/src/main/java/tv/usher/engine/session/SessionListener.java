package tv.usher.engine.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every session of this process: first {@link #began} or {@link #restored}, then once {@link #ended}. Called by the threads that
 * decide, so it must neither block nor throw; of a session that ends at once the calls may come in either order.
 */
public interface SessionListener {

    /** Hears nothing. */
    SessionListener NONE = new SessionListener() {
        @Override
        public void began(Session session) {}

        @Override
        public void restored(Session session, StoredSession stored) {}

        @Override
        public void ended(Session session, SessionEnd why, @Nullable Session newer) {}
    };

    /** Those hear one after another. */
    static SessionListener all(List<SessionListener> listeners) {
        return new SessionListener() {
            @Override
            public void began(Session session) {
                listeners.forEach(listener -> listener.began(session));
            }

            @Override
            public void restored(Session session, StoredSession stored) {
                listeners.forEach(listener -> listener.restored(session, stored));
            }

            @Override
            public void ended(Session session, SessionEnd why, @Nullable Session newer) {
                listeners.forEach(listener -> listener.ended(session, why, newer));
            }
        };
    }

    /** A viewer was let in. */
    void began(Session session);

    /**
     * A store or another Usher has known it before.
     *
     * @param stored as it was then; the session itself counts as seen now
     */
    void restored(Session session, StoredSession stored);

    /**
     * Nothing finds the session any more.
     *
     * @param newer that took its place; null if none did, or another Usher let it in
     */
    void ended(Session session, SessionEnd why, @Nullable Session newer);
}
