package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Grant;
import tv.usher.engine.util.Key;

/**
 * The sessions that limits count, by what they count under. An admission looks at all limits of a newcomer at once: he takes a place of each of
 * them or of none, and nobody goes for him in vain. Admissions under one key happen one after another, so that a limit holds under any race;
 * under different keys they hardly ever wait for each other.
 */
final class CountedSessions {

    /** Sessions that may share the places of a limit where a household takes one. */
    static final int MOST_SHARING = 200;

    /** Of so many sessions of one limit, the longest there, somebody may go: no admission looks at a whole channel. */
    private static final int MOST_LOOKED_AT = 400;

    private final ConcurrentMap<PlaceKey, Held> byKey = new ConcurrentHashMap<>();
    private final PlaceLocks locks = new PlaceLocks();
    private final long zapGraceNanos;
    private final Replaced replaced;

    CountedSessions(long zapGraceNanos, Replaced replaced) {
        this.zapGraceNanos = zapGraceNanos;
        this.replaced = replaced;
    }

    /** Those that had to go for a newer one lately. */
    Replaced replaced() {
        return replaced;
    }

    /** Sessions that a grant allows its user at once. */
    static int limitOf(Grant grant) {
        return grant.limit().orElse(Integer.MAX_VALUE);
    }

    /** Only who has a name can be counted. */
    static boolean isLimited(Grant grant) {
        return limitOf(grant) < Integer.MAX_VALUE && !grant.user().isEmpty();
    }

    /** The sessions under one key. Most keys have one, which is its own list then, so that a million users need less memory. */
    interface Held {
        Collection<Session> sessions();

        @Nullable Session withKey(Key key);
    }

    /** Changed only while its key is locked. */
    private record Several(Map<Key, Session> byKey) implements Held {

        @Override
        public Collection<Session> sessions() {
            return byKey.values();
        }

        @Override
        public @Nullable Session withKey(Key key) {
            return byKey.get(key);
        }
    }

    /**
     * The result for a new session.
     *
     * @param inTheWay null if it is admitted; else the first limit that keeps it out
     * @param met      the limits whose places were all taken
     * @param ended    sessions that end to make room for it
     * @param gone     sessions that were idle; on other Ushers they may go on
     */
    record Admission(@Nullable InTheWay inTheWay, List<CountedLimit> met, List<Session> ended, List<Session> gone) {

        boolean admitted() {
            return inTheWay == null;
        }
    }

    /**
     * @param limits that count the newcomer
     */
    Admission admit(Session newcomer, List<CountedLimit> limits, OverLimit overLimit, long now) {
        return locks.holding(keys(limits), () -> {
            Admission admission = judge(newcomer, limits, overLimit, now);
            admission.gone().forEach(gone -> {
                gone.end();
                keys(limits).forEach(key -> remove(key, gone));
            });
            if (admission.admitted()) {
                for (Session left : admission.ended()) {
                    left.end();
                    replaced.add(left, newcomer);
                    keys(limits).forEach(key -> remove(key, left));
                }
                keys(limits).forEach(key -> put(key, newcomer));
            }
            return admission;
        });
    }

    /** What {@link #admit} would say now; nobody is admitted or has to go. */
    Admission preview(Session newcomer, List<CountedLimit> limits, OverLimit overLimit, long now) {
        return locks.holding(keys(limits), () -> judge(newcomer, limits, overLimit, now));
    }

    /** Counts a session that is in the table, whatever the limits; no other session ends. Nothing happens if it is counted, or has ended. */
    void add(Session session) {
        if (session.isCounted()) {
            List<PlaceKey> keys = keys(session.countedBy());
            locks.holding(keys, () -> {
                if (!session.hasEnded()) {
                    keys.forEach(key -> put(key, session));
                }
                return true;
            });
        }
    }

    private Admission judge(Session newcomer, List<CountedLimit> limits, OverLimit overLimit, long now) {
        RoomForNewcomer room = new RoomForNewcomer(newcomer, returns(newcomer, now), overLimit, zapGraceNanos, now);
        Set<Session> leaving = new LinkedHashSet<>(0);
        List<Session> gone = new ArrayList<>(0);
        List<CountedLimit> met = new ArrayList<>(0);
        for (CountedLimit limit : limits) {
            Held held = byKey.get(limit.key());
            if (held == null || held.sessions().size() < limit.most()) {
                continue;
            }
            Others others = others(held, newcomer, leaving, now, gone);
            List<HeldPlace> taken = HeldPlace.besides(newcomer, others.sessions(), limit.household());
            boolean crowded = limit.household() && others.sessions().size() >= MOST_SHARING;
            if (crowded || taken.size() + others.unseen() >= limit.most()) {
                met.add(limit);
            }
            while (crowded || taken.size() + others.unseen() >= limit.most()) {
                HeldPlace leaves = crowded ? null : room.leaves(taken, limit.isOfStrangers());
                if (leaves == null) {
                    return new Admission(InTheWay.of(limit, taken, others.unseen()), met, List.of(), gone);
                }
                leaving.addAll(leaves.sessions());
                taken.remove(leaves);
            }
        }
        return new Admission(null, met, List.copyOf(leaving), gone);
    }

    /**
     * Sessions beside a newcomer's own, without those that leave for it.
     *
     * @param unseen how many there are beyond those that are looked at
     */
    private record Others(List<Session> sessions, int unseen) {}

    /**
     * The sessions that are live or may become live again: an outage or a late answer can bring an expired session back. The newcomer takes
     * over the place of a session with its own key.
     */
    private static Others others(Held held, Session newcomer, Set<Session> leaving, long now, List<Session> gone) {
        List<Session> others = new ArrayList<>();
        int looked = 0;
        boolean own = held.withKey(newcomer.key()) != null;
        Iterator<Session> all = held.sessions().iterator();
        while (all.hasNext() && looked < MOST_LOOKED_AT) {
            Session session = all.next();
            looked++;
            if (session.key().equals(newcomer.key())) {
                own = false; // counted here
            } else if (session.isGone(now)) {
                if (!session.hasEnded() && !gone.contains(session)) {
                    gone.add(session);
                }
            } else if (!leaving.contains(session)) {
                others.add(session);
            }
        }
        return new Others(others, held.sessions().size() - looked - (own ? 1 : 0));
    }

    private boolean returns(Session newcomer, long now) {
        Replaced.End end = replaced.of(newcomer);
        return end != null && now - end.at() < zapGraceNanos;
    }

    void left(Session session) {
        if (session.isCounted()) {
            List<PlaceKey> keys = keys(session.countedBy());
            locks.holding(keys, () -> {
                keys.forEach(key -> remove(key, session));
                return true;
            });
        }
    }

    /** The sessions that count under a key, in no order. */
    List<Session> of(PlaceKey key) {
        return locks.holding(List.of(key), () -> {
            Held held = byKey.get(key);
            return held == null ? List.<Session>of() : List.copyOf(held.sessions());
        });
    }

    private static List<PlaceKey> keys(List<CountedLimit> limits) {
        return limits.size() == 1
                ? List.of(limits.get(0).key()) // nearly always
                : limits.stream().map(CountedLimit::key).toList();
    }

    private void put(PlaceKey key, Session session) {
        Held held = byKey.get(key);
        if (held == null || held == held.withKey(session.key())) {
            byKey.put(key, session);
        } else if (held instanceof Several several) {
            several.byKey().put(session.key(), session);
        } else {
            Map<Key, Session> several = new LinkedHashMap<>(4);
            held.sessions().forEach(one -> several.put(one.key(), one));
            several.put(session.key(), session);
            byKey.put(key, new Several(several));
        }
    }

    private void remove(PlaceKey key, Session session) {
        Held held = byKey.get(key);
        if (held == session) {
            byKey.remove(key);
        } else if (held instanceof Several several && several.byKey().remove(session.key(), session)) {
            if (several.byKey().size() == 1) {
                byKey.put(key, several.byKey().values().iterator().next());
            }
        }
    }
}
