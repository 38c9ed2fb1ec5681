package tv.usher.engine.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.net.AddressShares;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.Key;

/**
 * All sessions of this process by their keys, bounded. Thread-safe; reading takes no lock, and no lock is held across I/O.
 *
 * <p>Not a cache: a session is never dropped to make room for another, since a viewer whose token is used up couldn't come back. When the
 * table is full, newcomers aren't remembered; and of one address no more are than there are free places.
 */
final class SessionTable {

    private final Map<Key, Followed> byKey = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final CountedSessions counted;
    private final UnverifiedPlaces places;
    private final AddressShares room;
    private final SessionListener listener;

    /** Takes places of a table. */
    private interface Taking {
        boolean takes(Optional<IpAddress> address, int places);
    }

    SessionTable(int maxSessions, CountedSessions counted, UnverifiedPlaces places, SessionListener listener) {
        this.listener = listener;
        this.room = new AddressShares(maxSessions);
        this.counted = counted;
        this.places = places;
    }

    /** Those among them that limits count. */
    CountedSessions counted() {
        return counted;
    }

    /** The unverified ones among them. */
    UnverifiedPlaces places() {
        return places;
    }

    /**
     * The live session of that key, which counts as seen now.
     *
     * @return null if there is none
     */
    @Nullable Session find(Key key, long now) {
        Session session = follow(key, now);
        return session == null
                ? follow(key, now)
                : session; // a replaced session ends only after the new one is in the table
    }

    private @Nullable Session follow(Key key, long now) {
        Followed followed = byKey.get(key);
        return followed == null ? null : followed.follow(now);
    }

    /** As {@link #find}, but it doesn't count as seen. */
    @Nullable Session peek(Key key, long now) {
        Followed followed = byKey.get(key);
        return followed == null ? null : followed.live(now);
    }

    /** The session of that key in any state. */
    @Nullable Session get(Key key) {
        Followed followed = byKey.get(key);
        return followed == null ? null : followed.newest();
    }

    /**
     * False if the table is full; the session isn't in it then. A session with the same key is ended. A session that somebody ends
     * meanwhile isn't found either.
     */
    boolean add(Session session) {
        return add(session, former -> false, room::take, listener::began) != null;
    }

    /** What {@link #add} would say once those had left; nothing is added. */
    boolean wouldAdd(Session session, List<Session> leaving) {
        Session holder = get(session.key());
        if (holder != null && !leaving.contains(holder)) {
            return true;
        }
        Optional<IpAddress> customer = session.client().map(IpAddress::customer);
        int left = 0;
        int leftOfOwn = 0;
        for (Session one : Set.copyOf(leaving)) {
            if (byKey.get(one.key()) == one) {
                left += one.places();
                leftOfOwn += one.client().map(IpAddress::customer).equals(customer) ? one.places() : 0;
            }
        }
        return room.wouldGive(customer, session.places(), left, leftOfOwn);
    }

    /**
     * As {@link #add}, of what a store kept. An existing session with this key wins if it is live or both have expired. The share of its address isn't
     * checked again: it was checked when the session began.
     *
     * @return the session that is in the table; null if it is full
     */
    @Nullable Session restore(Session session, StoredSession stored, long now) {
        boolean live = session.isLive(now);
        return add(
                session,
                former -> former.isLive(now) || former.isExpired(now) && !live,
                room::takeFree,
                added -> listener.restored(added, stored));
    }

    private @Nullable Session add(Session session, Predicate<Session> stays, Taking taking, Consumer<Session> added) {
        Session[] former = new Session[1];
        Session current = (Session) byKey.compute(session.key(), (key, holder) -> {
            former[0] = (Session) holder;
            if (holder == null) {
                return taking.takes(session.client(), session.places()) ? session : null;
            }
            return stays.test((Session) holder) ? holder : session;
        });
        if (current != session) {
            return current;
        }
        if (former[0] != null) {
            session.inherits(former[0]);
        }
        if (session.followKey() != null) {
            byKey.compute(session.followKey(), (key, followed) -> followedWith(followed, session));
        }
        if (former[0] != null) {
            room.takeAnyway(session.client(), session.places());
            leave(former[0], session);
        } else {
            size.incrementAndGet();
        }
        counted.add(session); // again: with a session of the same viewing its count may have left
        added.accept(session);
        if (session.hasEnded()) {
            end(session, SessionEnd.OVER_LIMIT, null); // another one of its user has just begun
        }
        return session;
    }

    /** A session that another one has replaced meanwhile doesn't take its followers back. */
    private @Nullable Followed followedWith(@Nullable Followed followed, Session session) {
        if (byKey.get(session.key()) != session) {
            return followed;
        }
        return followed == null ? session : followed.with(session);
    }

    /** Nothing finds the session any more. */
    void end(Session session, SessionEnd why) {
        end(session, why, null);
    }

    /**
     * As {@link #end(Session, SessionEnd)}.
     *
     * @param newer as {@link SessionListener#ended}
     */
    void end(Session session, SessionEnd why, @Nullable Session newer) {
        session.end();
        if (byKey.remove(session.key(), session)) {
            size.decrementAndGet();
            room.giveBack(session.client(), session.places());
            listener.ended(session, why, newer);
        }
        forget(session);
    }

    /** Another session has its key now. */
    private void leave(Session session, Session newer) {
        room.giveBack(session.client(), session.places());
        forget(session);
        listener.ended(session, SessionEnd.BEGAN_AGAIN, newer);
    }

    private void forget(Session session) {
        session.end();
        if (session.followKey() != null) {
            byKey.computeIfPresent(session.followKey(), (key, followed) -> followed.without(session));
        }
        counted.left(session);
        places.left(session);
    }

    int size() {
        return size.get();
    }

    /** How many may be in it at once; a session with a long text counts as several. */
    int most() {
        return room.most();
    }

    /** Newcomers leave the places free of so many that will be restored. */
    void expect(long sessions) {
        room.keepFree((int) Math.min(Integer.MAX_VALUE, sessions));
    }

    /**
     * @param full true: there will be no more of them than there are now, until it is false again
     */
    void heapIs(boolean full) {
        if (full) {
            room.stopGrowing();
        } else {
            room.growAgain();
        }
    }

    /** Each session once, in no order; sessions that begin or end meanwhile may be left out. */
    void forEach(Consumer<Session> action) {
        byKey.forEach((key, followed) -> {
            if (followed instanceof Session session && key.equals(session.key())) {
                action.accept(session);
            }
        });
    }
}
