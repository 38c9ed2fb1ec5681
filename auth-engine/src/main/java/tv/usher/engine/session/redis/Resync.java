package tv.usher.engine.session.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.Value;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.SessionStore.Listener;
import tv.usher.engine.util.Clock;

/**
 * Reads what other Ushers did and sends what happened here: at the start, after an outage, and a few times a second. Used by one thread;
 * blocks.
 */
final class Resync {

    private static final String BANS = "usher:bans";
    private static final String ORDERS = "usher:ban-orders";
    private static final int AT_ONCE = 1_000;

    private final RedisConnection connection;
    private final Clock wall;
    private final ServerClock clock;
    private final Outbox outbox;
    private final BulkWriter bulk;
    private final Listener listener;
    private final int maxBans;
    private final Inbox inbox;

    Resync(
            RedisConnection connection,
            Clock wall,
            ServerClock clock,
            Outbox outbox,
            BulkWriter bulk,
            Listener listener,
            int maxBans) {
        this.connection = connection;
        this.wall = wall;
        this.clock = clock;
        this.outbox = outbox;
        this.bulk = bulk;
        this.listener = listener;
        this.maxBans = maxBans;
        this.inbox = new Inbox(connection, clock, listener);
    }

    /** Exchanges what is new. */
    void little() {
        readClock();
        inbox.read();
        outbox.deliver(connection);
    }

    /**
     * Exchanges everything, on a new connection. Ends at other Ushers are read first, so that an ended session isn't put there again. Redis
     * may have come back empty, so it gets all sessions and bans of this process.
     */
    void all() {
        readClock();
        inbox.locate();
        inbox.read();
        outbox.deliverLifted(connection); // else they would be read again as bans
        readBans();
        someAtATime(listener::forEachBan, bulk::bans);
        outbox.deliver(connection);
        someAtATime(listener::forEach, bulk::seen);
    }

    void readClock() {
        long asked = wall.wallNow();
        clock.heard(asked, RedisConnection.await(connection.send(RedisAsyncCommands::time)));
    }

    private void readBans() {
        Range<Long> coming = Range.from(Range.Boundary.excluding(clock.now()), Range.Boundary.unbounded());
        long most = maxBans + 1L; // one more than the bound, which is logged
        List<ScoredValue<String>> bans = RedisConnection.await(
                connection.send(redis -> redis.zrevrangebyscoreWithScores(BANS, coming, Limit.create(0, most))));
        for (int from = 0; from < bans.size(); from += AT_ONCE) {
            readOrders(bans.subList(from, Math.min(from + AT_ONCE, bans.size())));
        }
    }

    private void readOrders(List<ScoredValue<String>> bans) {
        String[] names = bans.stream().map(Value::getValue).toArray(String[]::new);
        List<KeyValue<String, String>> orders =
                RedisConnection.await(connection.send(redis -> redis.hmget(ORDERS, names)));
        for (int i = 0; i < names.length; i++) {
            BanOrder order = BanOrders.read(orders.get(i).getValueOrElse(""), clock);
            RedisNames.ban(names[i], clock.toWall((long) bans.get(i).getScore()), order)
                    .ifPresent(listener::banned);
        }
    }

    private static <T> void someAtATime(Consumer<Consumer<T>> all, Consumer<List<T>> tell) {
        List<T> some = new ArrayList<>(BulkWriter.AT_ONCE);
        all.accept(each -> {
            some.add(each);
            if (some.size() == BulkWriter.AT_ONCE) {
                tell.accept(some);
                some.clear();
            }
        });
        tell.accept(some);
    }
}
