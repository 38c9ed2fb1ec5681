package tv.usher.engine.session;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of one address and agent in one folder. Requests without a token can't tell them apart, so each such request counts for all of
 * them, and when one ends, they follow another. Thread-safe; reading takes no lock.
 */
final class FollowGroup implements Followed {

    private static final Comparator<Session> NEWEST_FIRST = Comparator.<Session, Session>comparing(
                    session -> session, (one, other) -> Long.signum(other.began() - one.began()))
            .thenComparingLong(session -> session.key().high())
            .thenComparingInt(System::identityHashCode);

    private final Set<Session> sessions = new ConcurrentSkipListSet<>(NEWEST_FIRST);
    private volatile long seen;

    FollowGroup(Session one, Session other) {
        seen = one.lastSeen();
        with(one);
        with(other);
    }

    /** When a request came that may be any session's. */
    long seen() {
        return seen;
    }

    @Override
    public @Nullable Session follow(long now) {
        Session newest = null;
        for (Session session : sessions) {
            if (session.isLive(now)) {
                if (newest != null) {
                    seen(now, session.idleTimeout());
                    return newest;
                }
                newest = session;
            }
        }
        return newest == null ? null : newest.follow(now); // it is alone, so the request is its own
    }

    private void seen(long now, long idleTimeout) {
        if (now - seen <= Session.SEEN_PRECISION) {
            return;
        }
        if (now - seen > idleTimeout) {
            sessions.removeIf(session -> session.isGone(now) && session.joins(null)); // else they would live again
        }
        seen = now;
    }

    @Override
    public @Nullable Session live(long now) {
        for (Session session : sessions) {
            if (session.isLive(now)) {
                return session;
            }
        }
        return null;
    }

    @Override
    public @Nullable Session newest() {
        for (Session session : sessions) {
            return session;
        }
        return null;
    }

    @Override
    public FollowGroup with(Session session) {
        session.joins(this);
        sessions.add(session);
        return this;
    }

    @Override
    public @Nullable Followed without(Session session) {
        sessions.remove(session);
        return sessions.isEmpty() ? null : this;
    }
}
