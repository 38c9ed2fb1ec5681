package tv.usher.engine.session.redis;

import java.util.List;
import tv.usher.engine.util.Clock;

/**
 * Redis' clock. All Ushers use it, so that the differences of their own clocks don't matter. It is read now and then, and computed from
 * this machine's clock in between. Milliseconds since 1970. Thread-safe.
 */
final class ServerClock {

    /** The largest difference that two Ushers may have about the same moment. */
    static final long MAX_ERROR = 250;

    private final Clock clock;
    private volatile long ahead;
    private volatile boolean known;

    /**
     * @param clock this machine's clock
     */
    ServerClock(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param asked when, by this machine's clock
     * @param time  Redis' answer to TIME: seconds and microseconds
     */
    void heard(long asked, List<?> time) {
        long answered = clock.wallNow();
        long server = number(time, 0) * 1000 + number(time, 1) / 1000;
        if (!known || Math.abs(answered - asked) < MAX_ERROR) {
            ahead = server - (asked + answered) / 2;
            known = true;
        }
    }

    private static long number(List<?> time, int index) {
        return Long.parseLong(String.valueOf(time.get(index)));
    }

    long now() {
        return toServer(clock.wallNow());
    }

    long toServer(long moment) {
        return moment + ahead;
    }

    long toWall(long moment) {
        return moment - ahead;
    }
}
