package tv.usher.engine.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.RateLimiter;

/**
 * The end of the latest one-time code of each user that was taken, here or by an Usher that shares the store. All codes that end earlier
 * are used with it. Bounded; thread-safe.
 */
final class UsedCodes {

    /** Users whose codes can be taken within the time for which codes are good. */
    static final int MOST_USERS = 100_000;

    private static final Logger log = LoggerFactory.getLogger(UsedCodes.class);

    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    private final SessionStore store;
    private final Clock clock;
    private final RateLimiter lacks;
    private final Map<UserId, Long> ends = new HashMap<>();

    UsedCodes(SessionStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.lacks = new RateLimiter(TOLD_EVERY, clock.now());
    }

    /**
     * As far as this Usher knows.
     *
     * @param until  the code's end, a moment of the wall clock
     * @param latest that a code's end may be now: a later one was taken before the clock was set back, and says nothing
     */
    synchronized boolean isUnused(UserId user, long until, long latest) {
        long end = ends.getOrDefault(user, 0L);
        return end < until || end > latest;
    }

    /** False if it is used, also by another Usher at this very moment, or too many users' codes were used already. */
    CompletableFuture<Boolean> take(UserId user, long until, long latest) {
        return note(user, until, latest) ? store.takeCode(user, until) : CompletableFuture.completedFuture(false);
    }

    /** Another Usher took it. */
    void takenElsewhere(UserId user, long until) {
        note(user, until, Long.MAX_VALUE);
    }

    private synchronized boolean note(UserId user, long until, long latest) {
        if (!isUnused(user, until, latest)) {
            return false;
        }
        if (ends.size() == MOST_USERS) {
            long now = clock.wallNow();
            ends.values().removeIf(end -> end <= now || end > latest);
        }
        if (ends.size() == MOST_USERS && !ends.containsKey(user)) {
            if (lacks.take(clock.now())) {
                log.warn("one-time codes of {} users were used, and no more are taken until some are over", MOST_USERS);
            }
            return false;
        }
        ends.put(user, until);
        return true;
    }
}
