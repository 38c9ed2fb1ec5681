package tv.usher.engine.session.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.SessionStore.Listener;
import tv.usher.engine.util.Key;

/** Reads what other Ushers did, also what they did while this one couldn't reach Redis. Used by one thread. */
final class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private static final String BEGINNING = "0-0";
    private static final int AT_ONCE = 1_000;

    /** As many as the scripts let the log have. */
    private static final long KEPT = 100_000;

    private final RedisConnection connection;
    private final Shard shard;
    private final String key;
    private final ServerClock clock;
    private final Messenger messenger;
    private final Listener listener;
    private @Nullable String heard;

    Inbox(RedisConnection connection, Shard shard, Messenger messenger, Listener listener) {
        this.connection = connection;
        this.shard = shard;
        this.messenger = messenger;
        this.key = shard.key("events");
        this.clock = shard.clock();
        this.listener = listener;
    }

    /** Finds the place to read from: the first time the end of the log, later the place where it stopped. Blocks. */
    void locate() {
        List<StreamMessage<String, String>> last =
                RedisConnection.await(connection.send(redis -> redis.xrevrange(key, Range.unbounded(), Limit.from(1))));
        String newest = last.isEmpty() ? BEGINNING : last.get(0).getId();
        if (heard == null) {
            heard = newest;
        } else if (isBefore(newest, heard)) {
            heard = BEGINNING; // another log: Redis has lost the earlier one
        } else if (!heard.equals(BEGINNING)) {
            warnOfLosses(heard);
        }
    }

    /** The log keeps so many events; of an Usher that was away for longer the first one that it doesn't know may be gone. */
    private void warnOfLosses(String last) {
        if (RedisConnection.await(connection.send(redis -> redis.xlen(key))) < KEPT) {
            return; // nothing was dropped, or Redis itself has lost the log
        }
        List<StreamMessage<String, String>> first =
                RedisConnection.await(connection.send(redis -> redis.xrange(key, Range.unbounded(), Limit.from(1))));
        if (!first.isEmpty() && isBefore(last, first.get(0).getId())) {
            log.warn(
                    "while this Usher couldn't reach Redis, more happened than {} keeps: whom others kicked without a ban meanwhile, or ended for"
                            + " a newer session, may go on here; kick him again",
                    key);
        }
    }

    /** Asks for new events, to hear first orders, then ends. */
    @SuppressWarnings("unchecked") // Lettuce wants an array of offsets
    CompletableFuture<List<StreamMessage<String, String>>> ask() {
        XReadArgs.StreamOffset<String> from = XReadArgs.StreamOffset.from(key, heard);
        return connection.send(redis -> redis.xread(XReadArgs.Builder.count(AT_ONCE), from));
    }

    /**
     * Hears all but ends. What was heard already changes nothing.
     *
     * @param bansFollow the bans that Redis has are read next, so events of bans are passed over: after a loss of Redis they may be heard again,
     *     and one that was lifted since would end whom was let in afterwards. Other old events are only about what began before them
     */
    void hearOrders(List<StreamMessage<String, String>> messages, boolean bansFollow) {
        messages.stream()
                .map(StreamMessage::getBody)
                .filter(event -> !isEnd(event) && !(bansFollow && "banned".equals(event.get("what"))))
                .forEach(this::hear);
    }

    /**
     * Hears the ends among them; {@link #ask} goes on after them.
     *
     * @return whether there may be more already
     */
    boolean hearEnds(List<StreamMessage<String, String>> messages) {
        messages.forEach(message -> {
            heard = message.getId();
            if (isEnd(message.getBody())) {
                hear(message.getBody());
            }
        });
        return messages.size() == AT_ONCE;
    }

    static boolean hasEnds(List<StreamMessage<String, String>> messages) {
        return messages.stream().anyMatch(message -> isEnd(message.getBody()));
    }

    private static boolean isEnd(Map<String, String> event) {
        return "ended".equals(event.get("what"));
    }

    private void hear(Map<String, String> event) {
        try {
            String target = event.getOrDefault("whom", "");
            long at = clock.toWall(number(event, "at"));
            switch (event.getOrDefault("what", "")) {
                case "ended" ->
                    Key.parse(target)
                            .flatMap(key -> listener.ended(key, latest(event, at), "1".equals(event.get("newer"))))
                            .filter(session -> session.began() <= at)
                            .ifPresent(session -> messenger.over(session, at, shard)); // whoever ended it may be gone
                case "banned" ->
                    RedisNames.ban(target, clock.toWall(number(event, "till")), orderOf(event))
                            .ifPresent(listener::banned);
                case "lifted" ->
                    RedisNames.ban(target, at, BanOrder.UNKNOWN)
                            .ifPresent(ban -> listener.lifted(ban, at + ServerClock.MAX_ERROR));
                case "kicked" -> {
                    Duration ban = Duration.ofMillis(number(event, "ban"));
                    RedisNames.user(target)
                            .ifPresent(user -> listener.kicked(user, ban, latest(event, at), orderOf(event)));
                }
                case "code" -> {
                    long until = number(event, "until");
                    RedisNames.user(target).ifPresent(user -> listener.codeTaken(user, until));
                }
                case "room" -> RedisNames.user(target).ifPresent(listener::madeRoom);
                default -> log.warn("an event in {} is none of an Usher's, and is passed over", key);
            }
        } catch (RuntimeException e) { // one event must not stop those after it
            log.warn(
                    "an event in {} can't be used, and is passed over: {}",
                    key,
                    e.getClass().getSimpleName());
        }
    }

    /**
     * Until when something had begun that the event is about. What this Usher did is done here, and what has begun since isn't meant. A former
     * version doesn't say who did it.
     */
    private long latest(Map<String, String> event, long at) {
        boolean own = shard.teller().equals(event.get("by"));
        return own ? at - ServerClock.MAX_ERROR : at + ServerClock.MAX_ERROR;
    }

    /** A former version tells none. */
    private BanOrder orderOf(Map<String, String> event) {
        return shard.fields().order(event.getOrDefault("order", ""));
    }

    private static long number(Map<String, String> event, String name) {
        long number = Long.parseLong(event.getOrDefault(name, ""));
        if (number < 0 || number > 1L << 46) {
            throw new IllegalArgumentException(name);
        }
        return number;
    }

    private static boolean isBefore(String id, String other) {
        String[] one = id.split("-");
        String[] two = other.split("-");
        int order = Long.compare(Long.parseLong(one[0]), Long.parseLong(two[0]));
        return (order != 0 ? order : Long.compare(Long.parseLong(one[1]), Long.parseLong(two[1]))) < 0;
    }
}
