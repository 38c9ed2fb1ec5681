package tv.usher.engine.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Chooses who goes for one newcomer where all places are taken: a session that is over but for an outage, else one that lives by the requests
 * of others, else one that the same device has left, else the oldest if {@code over-limit} says so. What is known to be another user's goes
 * for nobody but by itself.
 */
final class RoomForNewcomer {

    private final Session newcomer;
    private final boolean returns;
    private final OverLimit overLimit;
    private final long zapGraceNanos;
    private final long now;

    /** How a session holds its place; the last one of them counts where several hold one. */
    private enum Hold {
        EXPIRED,
        BY_OTHERS,
        LEFT_BEHIND,
        IN_USE
    }

    /**
     * @param returns the newcomer had to go itself a moment ago, so that both are played: it is another screen
     */
    RoomForNewcomer(Session newcomer, boolean returns, OverLimit overLimit, long zapGraceNanos, long now) {
        this.newcomer = newcomer;
        this.returns = returns;
        this.overLimit = returns ? OverLimit.DENY_NEWEST : overLimit;
        this.zapGraceNanos = zapGraceNanos;
        this.now = now;
    }

    /**
     * @param strangers the viewers whom the limit counts need not know each other
     * @return null if nobody goes
     */
    @Nullable HeldPlace leaves(List<HeldPlace> taken, boolean strangers) {
        Map<Hold, HeldPlace> first = new EnumMap<>(Hold.class);
        HeldPlace oldest = null;
        for (HeldPlace place : taken) {
            Hold hold = holdOf(place);
            if (hold != Hold.IN_USE) {
                first.merge(hold, place, (one, other) -> earlier(one, other, moment(hold)));
            }
            if (overLimit == OverLimit.END_OLDEST && place.sessions().stream().allMatch(it -> mayGo(it, strangers))) {
                oldest = earlier(oldest, place, HeldPlace::began);
            }
        }
        return first.isEmpty() ? oldest : first.values().iterator().next();
    }

    private static ToLongFunction<HeldPlace> moment(Hold hold) {
        return hold == Hold.EXPIRED
                ? place -> place.latest(Session::grantEnds)
                : place -> place.latest(Session::ownSeen);
    }

    /** Of two at the same moment the one that was taken first. */
    private static HeldPlace earlier(@Nullable HeldPlace one, HeldPlace other, ToLongFunction<HeldPlace> moment) {
        if (one == null) {
            return other;
        }
        long later = moment.applyAsLong(other) - moment.applyAsLong(one);
        return later < 0 || later == 0 && other.began() - one.began() < 0 ? other : one;
    }

    private Hold holdOf(HeldPlace place) {
        return place.sessions().stream().map(this::holdOf).max(Hold::compareTo).orElseThrow();
    }

    private Hold holdOf(Session session) {
        if (session.isExpired(now)) {
            return Hold.EXPIRED;
        }
        if (session.livesByOthers(now)) {
            return Hold.BY_OTHERS;
        }
        return isLeftBehind(session) ? Hold.LEFT_BEHIND : Hold.IN_USE;
    }

    /**
     * If the same device is on another channel now, it has left this session. On the same channel it has begun again if this session is
     * quiet. A caller that asks once plays the old one on, whatever is decided here, until it is quiet.
     */
    private boolean isLeftBehind(Session session) {
        if (zapGraceNanos == 0 || !session.isOnSameDevice(newcomer) || isAnothers(session)) {
            return false;
        }
        boolean zapped = !returns && !session.isOnSameChannel(newcomer) && !session.isAskedOnce();
        return zapped || now - session.ownSeen() >= zapGraceNanos;
    }

    private boolean mayGo(Session session, boolean strangers) {
        return strangers ? isOwn(session) : !isAnothers(session);
    }

    private boolean isAnothers(Session session) {
        return !session.user().isEmpty() && !newcomer.user().isEmpty() && !isSameUser(session);
    }

    private boolean isOwn(Session session) {
        return !newcomer.user().isEmpty() && isSameUser(session)
                || !newcomer.tokens().isEmpty() && newcomer.tokens().equals(session.tokens());
    }

    private boolean isSameUser(Session session) {
        return session.user().equals(newcomer.user())
                && session.origin().backend().equals(newcomer.origin().backend());
    }
}
