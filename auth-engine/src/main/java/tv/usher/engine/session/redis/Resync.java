package tv.usher.engine.session.redis;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.Value;
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

    private static final int AT_ONCE = 1_000;

    private final RedisConnection connection;
    private final Clock clock;
    private final Shards shards;
    private final Messenger messenger;
    private final BulkWriter bulk;
    private final Listener listener;
    private final int maxBans;
    private final List<Inbox> inboxes;
    private long nextLittle;

    Resync(
            RedisConnection connection,
            Clock clock,
            Shards shards,
            Messenger messenger,
            BulkWriter bulk,
            Listener listener,
            int maxBans) {
        this.connection = connection;
        this.clock = clock;
        this.shards = shards;
        this.messenger = messenger;
        this.bulk = bulk;
        this.listener = listener;
        this.maxBans = maxBans;
        this.inboxes = shards.all().stream()
                .map(shard -> new Inbox(connection, shard, messenger, listener))
                .toList();
    }

    /** Exchanges what is new. */
    void little() {
        readClocks();
        readEvents(false);
        messenger.deliver();
    }

    /**
     * Exchanges everything, on a new connection. Ends at other Ushers are read first, so that an ended session isn't put there again. Redis
     * may have come back empty, so it gets all sessions and bans of this process. That may take long, so what is new is exchanged in between.
     *
     * @param afterSome done now and then
     */
    void all(Runnable afterSome) {
        readClocks();
        inboxes.forEach(Inbox::locate);
        readEvents(true);
        messenger.deliverLifted(); // else they would be read again as bans
        shards.all().forEach(this::readBans);
        Runnable between = () -> {
            littleIfDue();
            afterSome.run();
        };
        nextLittle = clock.now() + Heartbeat.EVERY.toNanos();
        someAtATime(listener::forEachBan, bulk::bans, between);
        messenger.deliver();
        someAtATime(listener::forEach, bulk::seen, between);
    }

    private void littleIfDue() {
        if (clock.now() - nextLittle >= 0) {
            little();
            nextLittle = clock.now() + Heartbeat.EVERY.toNanos();
        }
    }

    /** Tells all bans again if Redis has fewer than this process. */
    void tellLostBans() {
        int[] known = new int[1];
        listener.forEachBan(ban -> known[0]++);
        long there = shards.all().stream()
                .map(shard -> connection.send(redis -> redis.zcount(shard.key("bans"), coming(shard))))
                .toList()
                .stream()
                .mapToLong(RedisConnection::await)
                .sum();
        if (there < known[0]) {
            someAtATime(listener::forEachBan, bulk::bans, () -> {});
        }
    }

    /** The first thing on a new connection. */
    void readNewClocks() {
        shards.all().forEach(shard -> shard.clock().isAnothers());
        readClocks();
    }

    private void readClocks() {
        long asked = clock.now();
        shards.all().stream()
                .map(shard -> connection
                        .run(shard, Script.CLOCK, List.of())
                        .thenAccept(time -> shard.clock().heard(asked, time)))
                .toList()
                .forEach(RedisConnection::await);
    }

    /**
     * One shard may have the order that ends a session, and another one its end: heard first, that would be an end for no known reason. So orders
     * are asked for once more before ends are heard.
     */
    private void readEvents(boolean bansFollow) {
        List<Inbox> asked = inboxes;
        while (!asked.isEmpty()) {
            var answers = askForOrders(asked, bansFollow);
            if (asked.size() > 1 && answers.stream().anyMatch(Inbox::hasEnds)) {
                askForOrders(asked, bansFollow);
            }
            List<Inbox> more = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                if (asked.get(i).hearEnds(answers.get(i))) {
                    more.add(asked.get(i));
                }
            }
            asked = more;
        }
    }

    private static List<List<StreamMessage<String, String>>> askForOrders(List<Inbox> inboxes, boolean bansFollow) {
        var asked = inboxes.stream().map(Inbox::ask).toList();
        var answers = asked.stream().map(RedisConnection::await).toList();
        for (int i = 0; i < answers.size(); i++) {
            inboxes.get(i).hearOrders(answers.get(i), bansFollow);
        }
        return answers;
    }

    private void readBans(Shard shard) {
        long most = maxBans + 1L; // one more than the bound, which is logged
        List<ScoredValue<String>> bans = RedisConnection.await(connection.send(
                redis -> redis.zrevrangebyscoreWithScores(shard.key("bans"), coming(shard), Limit.create(0, most))));
        for (int from = 0; from < bans.size(); from += AT_ONCE) {
            readOrders(shard, bans.subList(from, Math.min(from + AT_ONCE, bans.size())));
        }
    }

    private static Range<Long> coming(Shard shard) {
        return Range.from(Range.Boundary.excluding(shard.clock().now()), Range.Boundary.unbounded());
    }

    private void readOrders(Shard shard, List<ScoredValue<String>> bans) {
        String[] names = bans.stream().map(Value::getValue).toArray(String[]::new);
        List<KeyValue<String, String>> orders =
                RedisConnection.await(connection.send(redis -> redis.hmget(shard.key("ban-orders"), names)));
        ServerClock clock = shard.clock();
        for (int i = 0; i < names.length; i++) {
            BanOrder order = shard.fields().order(orders.get(i).getValueOrElse(""));
            RedisNames.ban(names[i], clock.toWall((long) bans.get(i).getScore()), order)
                    .ifPresent(listener::banned);
        }
    }

    private static <T> void someAtATime(Consumer<Consumer<T>> all, Consumer<List<T>> tell, Runnable between) {
        List<T> some = new ArrayList<>(BulkWriter.AT_ONCE);
        all.accept(each -> {
            some.add(each);
            if (some.size() == BulkWriter.AT_ONCE) {
                tell.accept(some);
                some.clear();
                between.run();
            }
        });
        tell.accept(some);
    }
}
