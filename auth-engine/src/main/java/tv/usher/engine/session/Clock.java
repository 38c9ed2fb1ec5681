package tv.usher.engine.session;

import java.util.function.LongSupplier;

/**
 * The monotonic clock that lifetimes go by, and the wall clock for what leaves the process. A jump of the wall clock changes no
 * session that lives in memory.
 *
 * @param nanos  {@link System#nanoTime}
 * @param millis {@link System#currentTimeMillis}
 */
public record Clock(LongSupplier nanos, LongSupplier millis) {

    public static final Clock SYSTEM = new Clock(System::nanoTime, System::currentTimeMillis);

    long now() {
        return nanos.getAsLong();
    }

    /** The wall clock's moment of a monotonic one. */
    long toWall(long moment) {
        return millis.getAsLong() + (moment - now()) / 1_000_000;
    }

    /**
     * The monotonic moment of the wall clock's, at most so far ahead of now, whatever the wall clock did meanwhile.
     */
    long fromWall(long wall, long mostAheadNanos) {
        long ahead =
                Math.max(-mostAheadNanos / 1_000_000, Math.min(mostAheadNanos / 1_000_000, wall - millis.getAsLong()));
        return now() + ahead * 1_000_000;
    }
}
