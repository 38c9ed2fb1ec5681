package tv.usher.engine.util;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Both clocks, moved by the test: together as time passes, or the wall clock alone. */
public final class TestingClock {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // overflows within a second
    private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);

    public Clock clock() {
        return new Clock(nanos::get, millis::get);
    }

    public void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
        millis.addAndGet(time.toMillis());
    }

    public void wallClockJumps(Duration by) {
        millis.addAndGet(by.toMillis());
    }
}
