package tv.usher.engine.util;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Both clocks, moved by the test: together as time passes, or the wall clock alone. */
public final class TestingClock implements Clock {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // overflows within a second
    private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);

    /** One whose wall clock begins at this moment. */
    public static TestingClock at(Instant moment) {
        TestingClock clock = new TestingClock();
        clock.millis.set(moment.toEpochMilli());
        return clock;
    }

    @Override
    public long now() {
        return nanos.get();
    }

    @Override
    public long wallNow() {
        return millis.get();
    }

    public Clock clock() {
        return this;
    }

    public void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
        millis.addAndGet(time.toMillis());
    }

    public void wallClockJumps(Duration by) {
        millis.addAndGet(by.toMillis());
    }
}
