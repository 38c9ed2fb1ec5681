package tv.usher.engine.session.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import tv.usher.engine.util.Clock;

/**
 * The Ushers that share one Redis. Each one tells its name every few seconds, and is forgotten when it hasn't for a while. One thread tells
 * and leaves; any may look.
 */
final class Nodes {

    private static final String KEY = "usher:nodes";
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration LASTS = Duration.ofSeconds(20);

    /** More of them are not shown. */
    private static final int MOST = 100;

    /** Whoever writes to Redis could write anything. */
    private static final Pattern NAME = Pattern.compile("[!-~]{1,100}");

    private final RedisConnection connection;
    private final ServerClock server;
    private final Clock clock;
    private final String name;
    private long next;
    private volatile List<String> others = List.of();
    private boolean haveLeft;

    /**
     * @param name no other one's: as is shown, {@code #} and something of its own
     */
    Nodes(RedisConnection connection, ServerClock server, Clock clock, String name) {
        this.connection = connection;
        this.server = server;
        this.clock = clock;
        this.name = name;
        this.next = clock.now();
    }

    /** The machine and the process; containers may have the same of both, so something of its own follows. */
    static String nameOfThis() {
        return thisOne() + '#' + Long.toHexString(new SecureRandom().nextLong());
    }

    static String thisOne() {
        return hostName() + '/' + ProcessHandle.current().pid();
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "usher"; // not on Linux
        }
    }

    /** Tells the others that this one is there, and hears of them, if it is time. Blocks. */
    void tell() {
        if (clock.now() - next >= 0) {
            next = clock.now() + EVERY.toNanos();
            tellNow();
        }
    }

    /** As {@link #tell}, whatever the time. */
    void tellNow() {
        long now = server.now();
        RedisConnection.await(connection.send(redis -> redis.zadd(KEY, (double) (now + LASTS.toMillis()), name)));
        RedisConnection.await(connection.send(redis -> redis.zremrangebyscore(KEY, Range.create(0L, now))));
        List<String> all = RedisConnection.await(
                connection.send(redis -> redis.zrangebyscore(KEY, Range.unbounded(), Limit.from(MOST))));
        List<String> before = others;
        others = all.stream()
                .filter(other -> !other.equals(name) && NAME.matcher(other).matches())
                .sorted()
                .toList();
        haveLeft |= !others.containsAll(before);
    }

    /** True if one is gone since this was asked before. */
    boolean haveLeft() {
        boolean left = haveLeft;
        haveLeft = false;
        return left;
    }

    /** This one ends. Waits for nothing. */
    void leave() {
        connection.send(redis -> redis.zrem(KEY, name));
    }

    /** Their whole names. */
    List<String> others() {
        return others;
    }

    /** As operators see them, in the order of names. */
    List<String> shown() {
        return others.stream().map(other -> other.replaceFirst("#.*", "")).toList();
    }
}
