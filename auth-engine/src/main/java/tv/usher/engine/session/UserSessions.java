package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Grant;

/**
 * The sessions of each user. Admissions of one user happen one after another, so that a limit holds under any race; different users don't
 * wait for each other.
 */
final class UserSessions {

    private final ConcurrentMap<UserId, Held> byUser = new ConcurrentHashMap<>();
    private final long zapGraceNanos;
    private final Replaced replaced;

    UserSessions(long zapGraceNanos, Replaced replaced) {
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

    /** A user's sessions. Most users have one, which is its own list then, so that a million users need less memory. */
    interface Held {
        List<Session> sessions();
    }

    private record Several(List<Session> sessions) implements Held {}

    /**
     * The result for a new session.
     *
     * @param admitted false: the user already has as many sessions as allowed
     * @param ended    sessions that end to make room for it
     * @param gone     sessions that were idle; on other Ushers they may go on
     */
    record UserAdmission(boolean admitted, List<Session> ended, List<Session> gone) {}

    /**
     * @param limit at least 1
     */
    UserAdmission admit(UserId user, Session newcomer, int limit, OverLimit overLimit, long now) {
        List<Session> ended = new ArrayList<>(0);
        List<Session> gone = new ArrayList<>(0);
        boolean[] admitted = new boolean[1];
        byUser.compute(user, (id, held) -> {
            List<Session> present = present(held, now, gone);
            List<Session> others = new ArrayList<>(present);
            others.removeIf(other -> other.key().equals(newcomer.key())); // whose place the newcomer takes
            List<Session> leaving = leaving(others, newcomer, limit, overLimit, now);
            if (leaving == null) {
                return held(present);
            }
            for (Session left : leaving) {
                left.end();
                replaced.add(left, newcomer);
            }
            ended.addAll(leaving);
            others.removeAll(leaving);
            others.add(newcomer);
            admitted[0] = true;
            return held(others);
        });
        return new UserAdmission(admitted[0], ended, gone);
    }

    /** Adds one more session, whatever the limit; no other session ends. */
    void add(UserId user, Session session) {
        byUser.compute(user, (id, held) -> {
            List<Session> all = new ArrayList<>(held == null ? List.of() : held.sessions());
            all.add(session);
            return held(all);
        });
    }

    /** What {@link #admit} would say now; nobody is admitted or has to go. */
    UserAdmission preview(UserId user, Session newcomer, int limit, OverLimit overLimit, long now) {
        List<Session> gone = new ArrayList<>(0);
        List<Session> others = new ArrayList<>();
        for (Session session : of(user)) {
            if (session.isGone(now)) {
                gone.add(session);
            } else if (!session.key().equals(newcomer.key())) {
                others.add(session);
            }
        }
        List<Session> ended = leaving(others, newcomer, limit, overLimit, now);
        return new UserAdmission(ended != null, ended == null ? List.of() : ended, gone);
    }

    /** The sessions that end to make room for a new one; null if that isn't enough. */
    private @Nullable List<Session> leaving(
            List<Session> others, Session newcomer, int limit, OverLimit overLimit, long now) {
        boolean returns = returns(newcomer, now);
        List<Session> staying = new ArrayList<>(others);
        List<Session> leaving = new ArrayList<>(0);
        while (staying.size() >= limit) {
            Session leaves = leaves(staying, newcomer, returns ? OverLimit.DENY_NEWEST : overLimit, returns, now);
            if (leaves == null) {
                return null;
            }
            leaving.add(leaves);
            staying.remove(leaves);
        }
        return leaving;
    }

    /**
     * The sessions that are live or may become live again: an outage or a late answer can bring an expired session back. The others end.
     */
    private static List<Session> present(@Nullable Held held, long now, List<Session> gone) {
        List<Session> present = new ArrayList<>();
        for (Session session : held == null ? List.<Session>of() : held.sessions()) {
            if (!session.isGone(now)) {
                present.add(session);
            } else if (!session.hasEnded()) {
                session.end();
                gone.add(session);
            }
        }
        return present;
    }

    /**
     * The session that ends: an expired one, else one that lives by the requests of others, else one that the same device has left, else
     * as {@code over-limit} chooses; null if none ends.
     *
     * @param returns the newcomer had to go itself a moment ago, so that both are played: it is another screen
     */
    private @Nullable Session leaves(
            List<Session> present, Session newcomer, OverLimit overLimit, boolean returns, long now) {
        Session expired = null;
        Session byOthers = null;
        Session leftBehind = null;
        Session oldest = null;
        for (Session session : present) {
            oldest = earlier(oldest, session, Session::began);
            if (session.isExpired(now)) {
                expired = earlier(expired, session, Session::grantEnds);
            } else if (session.livesByOthers(now)) {
                byOthers = earlier(byOthers, session, Session::ownSeen);
            } else if (isLeftBehind(session, newcomer, returns, now)) {
                leftBehind = earlier(leftBehind, session, Session::ownSeen);
            }
        }
        return Stream.of(expired, byOthers, leftBehind)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(overLimit == OverLimit.END_OLDEST ? oldest : null);
    }

    /** Of two at the same moment the one that began first. */
    private static Session earlier(@Nullable Session one, Session other, ToLongFunction<Session> moment) {
        if (one == null) {
            return other;
        }
        long later = moment.applyAsLong(other) - moment.applyAsLong(one);
        return later < 0 || later == 0 && other.began() - one.began() < 0 ? other : one;
    }

    private boolean returns(Session newcomer, long now) {
        Replaced.End end = replaced.of(newcomer);
        return end != null && now - end.at() < zapGraceNanos;
    }

    /**
     * If the same device is on another channel now, it has left this session. On the same channel it has begun again if this session is
     * quiet. A caller that asks once plays the old one on, whatever is decided here, until it is quiet.
     */
    private boolean isLeftBehind(Session session, Session newcomer, boolean returns, long now) {
        if (zapGraceNanos == 0 || !session.isOnSameDevice(newcomer)) {
            return false;
        }
        boolean zapped = !returns && !session.isOnSameChannel(newcomer) && !session.isAskedOnce();
        return zapped || now - session.ownSeen() >= zapGraceNanos;
    }

    void left(Session session) {
        if (session.isLimited()) {
            UserId user = new UserId(session.origin().backend(), session.user());
            byUser.computeIfPresent(user, (id, held) -> {
                List<Session> rest = new ArrayList<>(held.sessions());
                rest.removeIf(other -> other == session);
                return held(rest);
            });
        }
    }

    /** The sessions that count for a user's limit, in no order. */
    List<Session> of(UserId user) {
        Held held = byUser.get(user);
        return held == null ? List.of() : held.sessions();
    }

    private static @Nullable Held held(List<Session> sessions) {
        return switch (sessions.size()) {
            case 0 -> null;
            case 1 -> sessions.get(0);
            default -> new Several(List.copyOf(sessions));
        };
    }
}
