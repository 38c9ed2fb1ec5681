package tv.usher.engine.session;

import java.util.Locale;

/** Why a session is over. */
public enum SessionEnd {
    /** Nobody has asked about it for its idle timeout. */
    IDLE,
    /** Its grant is over, and nobody was let in again. */
    GRANT_OVER,
    /** The caller says so. */
    LEFT,
    /** An operator ended it. */
    KICKED,
    /** An operator ended it, and keeps the viewer out. */
    BANNED,
    /** A newer session took its place of a limit. */
    OVER_LIMIT,
    /** Its device plays another channel now. */
    CHANNEL_CHANGED,
    /** Another session of the same viewing, or of the same device on the same channel, goes on in its place. */
    BEGAN_AGAIN,
    /** A backend was asked again, and denied. */
    DENIED,
    /** The caller was gone before it heard that the viewer was let in. */
    UNHEARD,
    /** Another Usher ended it. */
    ELSEWHERE,
    /** It was over while Usher didn't run, or the restart forgot it. */
    AWAY;

    /** As operators see it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** True if the viewer was there until this moment, also if the caller had asked only once. */
    public boolean isMoment() {
        return this != IDLE && this != GRANT_OVER && this != AWAY;
    }

    /** Why a session has to go for a newer one of a limit, or of its device. */
    static SessionEnd madeRoomFor(Session newer, Session left, long now) {
        if (left.validUntil() - now <= 0) {
            return GRANT_OVER;
        }
        if (!left.isOnSameDevice(newer)) {
            return OVER_LIMIT;
        }
        return left.isOnSameChannel(newer) ? BEGAN_AGAIN : CHANNEL_CHANGED;
    }
}
