package tv.usher.engine.util;

import java.time.Instant;

/**
 * Both clocks: lifetimes use the monotonic one; what leaves the process uses the wall clock. A jump of the wall clock changes no session
 * that lives in memory.
 */
public interface Clock {

    /** The machine's clocks. */
    static Clock system() {
        return new SystemClock();
    }

    /** In nanoseconds, as {@link System#nanoTime}. */
    long now();

    /** In milliseconds, as {@link System#currentTimeMillis}. */
    long wallNow();

    /** The wall clock's moment. */
    default Instant instant() {
        return Instant.ofEpochMilli(wallNow());
    }

    /** Converts a moment of the monotonic clock into one of the wall clock. */
    default long toWall(long moment) {
        return look().toWall(moment);
    }

    /**
     * Converts a moment of the wall clock into one of the monotonic clock. The result differs from now by at most the given time, so that a
     * jump of the wall clock can't do more harm.
     */
    default long fromWall(long wall, long mostAheadNanos) {
        return look().fromWall(wall, mostAheadNanos);
    }

    /** What both clocks say now. */
    default Look look() {
        return new Look(now(), wallNow());
    }

    /** One reading of both clocks: moments that are equal on one clock are converted to equal moments of the other. */
    record Look(long now, long wallNow) {

        public long toWall(long moment) {
            return wallNow + (moment - now) / 1_000_000;
        }

        public long fromWall(long wall, long mostAheadNanos) {
            long most = mostAheadNanos / 1_000_000;
            return now + Math.max(-most, Math.min(most, wall - wallNow)) * 1_000_000;
        }
    }
}
