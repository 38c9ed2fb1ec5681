package tv.usher.engine.session;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Grants that end while a media server plays on and doesn't ask: it is told to cut the viewer then. A player that comes back is asked about
 * anew. Thread-safe.
 */
final class GrantEnds {

    /** A media server may ask twice about one viewing at its beginning; one that asks later asks again and again. */
    private static final long BEGINNING_NANOS = Duration.ofSeconds(5).toNanos();

    /** For one that asks again by itself, to do so. */
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Lifetimes lifetimes;
    private final Predicate<String> isOut;

    /**
     * @param isOut true for a backend that can't be asked now
     */
    GrantEnds(Lifetimes lifetimes, Predicate<String> isOut) {
        this.lifetimes = lifetimes;
        this.isOut = isOut;
    }

    boolean isDue(Session session, long now) {
        return !session.connections().isEmpty()
                && session.isExpired(now)
                && !isAskedAboutAgain(session, now)
                && !isKeptThroughOutage(session, now);
    }

    private static boolean isAskedAboutAgain(Session session, long now) {
        return session.ownSeen() - session.began() > BEGINNING_NANOS && now - session.validUntil() < PATIENCE_NANOS;
    }

    private boolean isKeptThroughOutage(Session session, long now) {
        return lifetimes.isKeepable(session, now) && isOut.test(session.origin().backend());
    }
}
