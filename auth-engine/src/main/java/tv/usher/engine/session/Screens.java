package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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
            List<Session> present = present(sessions, newcomer, now);
            while (present.size() >= limit) {
                Session leaves = leaves(present, newcomer, overLimit, now);
                if (leaves == null) {
                    return toArray(present);
                }
                leaves.end();
                present.remove(leaves);
                ended.add(leaves);
            }
            present.add(newcomer);
            admitted[0] = true;
            return toArray(present);
        });
        return new Admission(admitted[0], ended);
    }

    /**
     * Without those that never live again, and without the one that the newcomer takes the place of. Who lapsed is present, since an
     * outage or a late answer may bring him back.
     */
    private static List<Session> present(Session[] sessions, Session newcomer, long now) {
        List<Session> present = new ArrayList<>();
        for (Session session : sessions == null ? NONE : sessions) {
            if (!session.isGone(now) && !session.key().equals(newcomer.key())) {
                present.add(session);
            }
        }
        return present;
    }

    /** Who has to go: who lapsed, else what the same device left behind, else as the operator chose; null if nobody has to. */
    private Session leaves(List<Session> present, Session newcomer, OverLimit overLimit, long now) {
        Session left = null;
        for (Session session : present) {
            if (session.isLapsed(now)) {
                return session;
            }
            if (isLeftBehind(session, newcomer, now) && (left == null || session.lastSeen() - left.lastSeen() < 0)) {
                left = session;
            }
        }
        return left == null && overLimit == OverLimit.END_OLDEST ? present.get(0) : left;
    }

    /** The same device on another channel has left this one; on the same channel it has begun again once this one is quiet. */
    private boolean isLeftBehind(Session session, Session newcomer, long now) {
        if (zapGraceNanos == 0 || !session.place().isSameDevice(newcomer.place())) {
            return false;
        }
        boolean otherChannel =
                !session.place().channel().equals(newcomer.place().channel());
        return otherChannel || now - session.lastSeen() >= zapGraceNanos;
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

    /** A user's sessions, in the order in which they began. */
    List<Session> of(UserId user) {
        return List.of(byUser.getOrDefault(user, NONE));
    }

    private static Session[] toArray(List<Session> sessions) {
        return sessions.isEmpty() ? null : sessions.toArray(NONE);
    }
}
