package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToLongFunction;

/**
 * Who has how many sessions. A user's admissions happen one after another, so that a limit holds under any race; different users don't
 * wait for each other.
 */
final class Screens {

    private static final Session[] NONE = {};

    private final ConcurrentMap<UserId, Session[]> byUser = new ConcurrentHashMap<>();
    private final long zapGraceNanos;

    Screens(long zapGraceNanos) {
        this.zapGraceNanos = zapGraceNanos;
    }

    /**
     * What became of a newcomer.
     *
     * @param admitted false: the user has as many sessions as allowed already
     * @param ended    sessions that have to go for it
     */
    record Admission(boolean admitted, List<Session> ended) {}

    /**
     * @param limit at least 1
     */
    Admission admit(UserId user, Session newcomer, int limit, OverLimit overLimit, long now) {
        List<Session> ended = new ArrayList<>(0);
        boolean[] admitted = new boolean[1];
        byUser.compute(user, (id, sessions) -> {
            List<Session> present = present(sessions, now, ended);
            List<Session> others = new ArrayList<>(present);
            others.removeIf(other -> other.key().equals(newcomer.key())); // whose place the newcomer takes
            while (others.size() >= limit) {
                Session leaves = leaves(others, newcomer, overLimit, now);
                if (leaves == null) {
                    present.removeIf(Session::hasEnded);
                    return toArray(present);
                }
                leaves.end();
                ended.add(leaves);
                others.remove(leaves);
            }
            others.add(newcomer);
            admitted[0] = true;
            return toArray(others);
        });
        return new Admission(admitted[0], ended);
    }

    /**
     * Those that live or may live again, since an outage or a late answer can bring back who lapsed. The others are ended, so that a store
     * doesn't bring them back either.
     */
    private static List<Session> present(Session[] sessions, long now, List<Session> ended) {
        List<Session> present = new ArrayList<>();
        for (Session session : sessions == null ? NONE : sessions) {
            if (!session.isGone(now)) {
                present.add(session);
            } else if (!session.hasEnded()) {
                session.end();
                ended.add(session);
            }
        }
        return present;
    }

    /** Who has to go: who lapsed, else what the same device left behind, else as the operator chose; null if nobody has to. */
    private Session leaves(List<Session> present, Session newcomer, OverLimit overLimit, long now) {
        Session lapsed = null;
        Session leftBehind = null;
        Session oldest = null;
        for (Session session : present) {
            oldest = earlier(oldest, session, Session::began);
            if (session.isLapsed(now)) {
                lapsed = earlier(lapsed, session, Session::grantEnds);
            } else if (isLeftBehind(session, newcomer, now)) {
                leftBehind = earlier(leftBehind, session, Session::lastSeen);
            }
        }
        if (lapsed != null || leftBehind != null) {
            return lapsed != null ? lapsed : leftBehind;
        }
        return overLimit == OverLimit.END_OLDEST ? oldest : null;
    }

    private static Session earlier(Session one, Session other, ToLongFunction<Session> moment) {
        return one == null || moment.applyAsLong(other) - moment.applyAsLong(one) < 0 ? other : one;
    }

    /** The same device on another channel has left this one; on the same channel it has begun again once this one is quiet. */
    private boolean isLeftBehind(Session session, Session newcomer, long now) {
        if (zapGraceNanos == 0 || !session.isOnSameDevice(newcomer)) {
            return false;
        }
        return !session.isOnSameChannel(newcomer) || now - session.lastSeen() >= zapGraceNanos;
    }

    void left(Session session) {
        if (!session.user().isEmpty()) {
            UserId user = new UserId(session.origin().backend(), session.user());
            byUser.computeIfPresent(user, (id, sessions) -> {
                Session[] rest = Arrays.stream(sessions)
                        .filter(other -> other != session)
                        .toArray(Session[]::new);
                return rest.length == 0 ? null : rest;
            });
        }
    }

    /** A user's sessions, in no order. */
    List<Session> of(UserId user) {
        return List.of(byUser.getOrDefault(user, NONE));
    }

    private static Session[] toArray(List<Session> sessions) {
        return sessions.isEmpty() ? null : sessions.toArray(NONE);
    }
}
