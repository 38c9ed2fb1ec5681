package tv.usher.engine.session;

import java.time.Duration;
import tv.usher.api.Grant;

/** How long sessions live, and when they are asked about again. */
final class Lifetimes {

    /** Time until the next refresh after one that found the backend unavailable. */
    static final long RETRY_NANOS = Duration.ofSeconds(10).toNanos();

    /** Time between two sweeps. */
    static final long SWEEP_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long MOST_AHEAD_NANOS = Duration.ofMinutes(1).toNanos();

    private final SessionSettings settings;

    Lifetimes(SessionSettings settings) {
        this.settings = settings;
    }

    /** Of whom nobody has verified, as long as an outage keeps those who are known. */
    Duration of(Grant grant, boolean verified) {
        return verified ? clamp(grant.lifetime()) : settings.keepKnown();
    }

    private Duration clamp(Duration lifetime) {
        if (lifetime.compareTo(settings.minGrant()) < 0) {
            return settings.minGrant();
        }
        return lifetime.compareTo(settings.maxGrant()) > 0 ? settings.maxGrant() : lifetime;
    }

    Session.Times from(long now, Duration lifetime, Duration idleTimeout) {
        long ends = now + lifetime.toNanos();
        return new Session.Times(now, now, ends, ends, refreshAt(now, ends), idleTimeout.toNanos());
    }

    /** For an unverified viewer: a backend is asked as soon as it can be asked. */
    Session.Times unverified(long now, Duration lifetime, Duration idleTimeout) {
        long ends = now + lifetime.toNanos();
        return new Session.Times(now, now, ends, ends, now, idleTimeout.toNanos());
    }

    void renew(Session session, long now, Duration lifetime) {
        long ends = now + lifetime.toNanos();
        session.granted(now, ends, refreshAt(now, ends));
    }

    /** In the last fifth of the lifetime, but not earlier than a minute before its end. */
    static long refreshAt(long now, long ends) {
        return ends - Math.min((ends - now) / 5, MOST_AHEAD_NANOS);
    }

    /** True if the session is neither live nor may be kept through an outage. */
    boolean isOver(Session session, long now) {
        return session.hasEnded() || !session.isLive(now) && !isKeepable(session, now);
    }

    /** True while an outage may bring it back. */
    boolean isKeepable(Session session, long now) {
        return session.isExpired(now) && keptUntil(session) - now > 0;
    }

    /** When an outage stops bringing it back. */
    long keptUntil(Session session) {
        return session.grantEnds() + settings.keepKnown().toNanos();
    }

    long longestNanos() {
        return settings.maxGrant().plus(settings.keepKnown()).toNanos();
    }
}
