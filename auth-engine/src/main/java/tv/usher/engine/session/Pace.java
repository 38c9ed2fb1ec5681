package tv.usher.engine.session;

import java.util.concurrent.atomic.AtomicLong;

/** At most so many a second, evenly: what wasn't used isn't saved up. Thread-safe. */
final class Pace {

    private final long intervalNanos;
    private final AtomicLong nextAt;

    Pace(int perSecond, long now) {
        this.intervalNanos = 1_000_000_000L / perSecond;
        this.nextAt = new AtomicLong(now);
    }

    boolean take(long now) {
        long next = nextAt.get();
        return now - next >= 0 && nextAt.compareAndSet(next, now + intervalNanos);
    }
}
