package tv.usher.engine.session.redis;

import java.util.List;
import tv.usher.engine.util.Clock;

/**
 * Redis' clock. All Ushers use it, so that the differences of their own clocks don't matter. It is read now and then, and computed from
 * this machine's clocks in between, also if somebody sets the wall clock then. Milliseconds since 1970. Thread-safe.
 */
final class ServerClock {

    /** The largest difference that two Ushers may have about the same moment. */
    static final long MAX_ERROR = 250;

    /** The two clocks of a machine differ by less from one reading to the next, unless the wall clock is set. */
    private static final long SET = 50;

    private final Clock clock;
    private long shortest = Long.MAX_VALUE;
    private volatile Reading last;

    /**
     * @param ahead of the wall clock
     * @param at    what this machine's clocks said then
     */
    private record Reading(long ahead, Clock.Look at) {}

    /**
     * @param clock this machine's clocks
     */
    ServerClock(Clock clock) {
        this.clock = clock;
        this.last = new Reading(0, clock.look());
    }

    /** It may be another server's from now on. */
    synchronized void isAnothers() {
        shortest = Long.MAX_VALUE;
    }

    /**
     * The first reading of a server is taken however long it took; later ones only if they are as good.
     *
     * @param asked when, by this machine's monotonic clock
     * @param time  Redis' answer to TIME: seconds and microseconds
     */
    synchronized void heard(long asked, List<?> time) {
        Clock.Look answered = clock.look();
        long took = (answered.now() - asked) / 1_000_000;
        shortest = Math.min(shortest, took);
        if (took < Math.max(MAX_ERROR, 2 * shortest)) {
            long server = number(time, 0) * 1000 + number(time, 1) / 1000;
            last = new Reading(server + took / 2 - answered.wallNow(), answered);
        }
    }

    private static long number(List<?> time, int index) {
        return Long.parseLong(String.valueOf(time.get(index)));
    }

    private long ahead() {
        Reading reading = last;
        Clock.Look look = clock.look();
        long set = look.toWall(reading.at().now()) - reading.at().wallNow();
        return Math.abs(set) < SET ? reading.ahead() : reading.ahead() - set;
    }

    long now() {
        return toServer(clock.wallNow());
    }

    long toServer(long moment) {
        return moment + ahead();
    }

    long toWall(long moment) {
        return moment - ahead();
    }
}
