package tv.usher.engine.session;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of one address and agent in one folder. Requests without a token can't tell them apart, so each such request counts for all of
 * them, and when one ends, they follow another. Thread-safe; reading takes no lock.
 */
final class FollowGroup implements Followed {

    private final Set<Session> sessions = new ConcurrentSkipListSet<>(FollowGroup::newestFirst);
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
            letGo(now);
        }
        seen = now;
    }

    /** Who is idle would live again with the first shared request. */
    private void letGo(long now) {
        for (Session session : sessions) {
            if (session.isGone(now)) {
                session.joins(null);
            }
        }
        sessions.removeIf(session -> session.isGone(now));
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

    /** Two sessions of one key at one moment are still two. */
    private static int newestFirst(Session one, Session other) {
        if (one.began() != other.began()) {
            return other.began() - one.began() < 0 ? -1 : 1;
        }
        int byKey = Long.compare(one.key().high(), other.key().high());
        return byKey != 0 ? byKey : Integer.compare(System.identityHashCode(one), System.identityHashCode(other));
    }
}
