package tv.usher.engine.util;

import java.time.Instant;

/**
 * Both clocks: the monotonic one that lifetimes go by, and the wall clock for what leaves the process. A jump of the wall clock changes no
 * session that lives in memory.
 */
public interface Clock {

    Clock SYSTEM = new SystemClock();

    /** In nanoseconds, as {@link System#nanoTime}. */
    long now();

    /** In milliseconds, as {@link System#currentTimeMillis}. */
    long wallNow();

    /** The wall clock's. */
    default Instant instant() {
        return Instant.ofEpochMilli(wallNow());
    }

    /** The wall clock's moment of a monotonic one. */
    default long toWall(long moment) {
        return look().toWall(moment);
    }

    /**
     * The monotonic moment of the wall clock's, at most so far ahead of now, whatever the wall clock did meanwhile.
     */
    default long fromWall(long wall, long mostAheadNanos) {
        return look().fromWall(wall, mostAheadNanos);
    }

    /** What both clocks say now. */
    default Look look() {
        return new Look(now(), wallNow());
    }

    /** One look at both clocks: moments that are equal on one are equal on the other. */
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
