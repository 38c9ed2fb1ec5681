package tv.usher.engine.util;

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

    public long now() {
        return nanos.getAsLong();
    }

    /** The wall clock's moment of a monotonic one. */
    public long toWall(long moment) {
        return look().toWall(moment);
    }

    /**
     * The monotonic moment of the wall clock's, at most so far ahead of now, whatever the wall clock did meanwhile.
     */
    public long fromWall(long wall, long mostAheadNanos) {
        return look().fromWall(wall, mostAheadNanos);
    }

    /** What both clocks say now. */
    public Look look() {
        return new Look(now(), millis.getAsLong());
    }

    /** One look at both clocks: moments that are equal on one are equal on the other. */
    public record Look(long now, long wallNow) {

        public long toWall(long moment) {
            return wallNow + (moment - now) / 1_000_000;
        }

        public long fromWall(long wall, long mostAheadNanos) {
            long most = mostAheadNanos / 1_000_000;
            return now + Math.max(-most, Math.min(most, wall - wallNow)) * 1_000_000;
        }
    }
}
