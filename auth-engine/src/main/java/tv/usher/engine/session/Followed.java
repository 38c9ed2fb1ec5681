package tv.usher.engine.session;

import org.jspecify.annotations.Nullable;

/** What a key leads to: one session, or several that requests without a token can't tell apart. */
sealed interface Followed permits Session, FollowGroup {

    /** The live session that a request belongs to now, which counts as seen; null if there is none. */
    @Nullable Session follow(long now);

    /** As {@link #follow}, but nothing counts as seen. */
    @Nullable Session live(long now);

    /** A session in any state, the newest if there are several. */
    @Nullable Session newest();

    /** The same, and one session more. */
    Followed with(Session session);

    /** The rest; null if that is nobody. */
    @Nullable Followed without(Session session);
}
