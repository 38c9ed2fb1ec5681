package tv.usher.engine.util;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** At most so many permits in a time, evenly spread; unused permits aren't saved. Thread-safe. */
public final class RateLimiter {

    private final long intervalNanos;
    private final AtomicLong nextAt;

    public RateLimiter(int perSecond, long now) {
        this(Duration.ofSeconds(1).dividedBy(perSecond), now);
    }

    /** One permit in each such time. */
    public RateLimiter(Duration interval, long now) {
        this.intervalNanos = interval.toNanos();
        this.nextAt = new AtomicLong(now);
    }

    public boolean take(long now) {
        long next = nextAt.get();
        return now - next >= 0 && nextAt.compareAndSet(next, now + intervalNanos);
    }
}
