package tv.usher.engine.backend.guard;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Adapts the monotonic clock to what Resilience4j needs. It begins at 1970 and doesn't jump with the wall clock. */
final class NanoClock extends Clock {

    private final tv.usher.engine.util.Clock clock;
    private final long began;

    NanoClock(tv.usher.engine.util.Clock clock) {
        this.clock = clock;
        this.began = clock.now();
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(clock.now() - began);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /**
     * @throws UnsupportedOperationException always: its moments belong to no zone
     */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
