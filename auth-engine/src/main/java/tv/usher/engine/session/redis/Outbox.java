package tv.usher.engine.session.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes that other Ushers must hear of once Redis is back, or has time for them: what operators did, and ends of sessions. Each kind has its own bound: if
 * there are too many, the oldest are lost. Thread-safe.
 */
final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** The bound of each kind. */
    static final int MOST = 10_000;

    private final Waiting orders = new Waiting("kicks", MOST);
    private final Waiting ends;
    private final Waiting lifted = new Waiting("unbans", MOST);
    private final Waiting codes = new Waiting("used codes", MOST);

    /**
     * @param changesOfAnEnd how many shards may have to hear of it
     */
    Outbox(int changesOfAnEnd) {
        this.ends = new Waiting("ends", MOST * changesOfAnEnd);
    }

    void add(Change change) {
        waiting(change).add(change);
    }

    /** Sends all, ends after orders. Blocks. A change that fails stays in the outbox. */
    void deliver(Function<Change, CompletableFuture<?>> way) {
        deliverLifted(way);
        deliver(orders, way);
        deliver(ends, way);
        deliver(codes, way);
    }

    /** Sends the ends of bans alone, before anybody reads the bans of Redis. Blocks. */
    void deliverLifted(Function<Change, CompletableFuture<?>> way) {
        deliver(lifted, way);
    }

    private static void deliver(Waiting waiting, Function<Change, CompletableFuture<?>> way) {
        for (List<Change> some = waiting.first(); !some.isEmpty(); some = waiting.first()) {
            List<? extends CompletableFuture<?>> told = some.stream().map(way).toList();
            for (int i = 0; i < told.size(); i++) {
                RedisConnection.await(told.get(i));
                waiting.delivered(some.get(i));
            }
        }
    }

    private Waiting waiting(Change change) {
        return switch (change.script()) {
            case REMOVE, MAKE_ROOM -> ends; // the room is there once the session is gone
            case TAKE_CODE -> codes;
            case LIFT -> lifted;
            default -> orders;
        };
    }

    private static final class Waiting {

        private final Deque<Change> changes = new ArrayDeque<>();
        private final String kind;
        private final int most;
        private boolean lost;

        Waiting(String kind, int most) {
            this.kind = kind;
            this.most = most;
        }

        synchronized void add(Change change) {
            if (changes.size() == most) {
                changes.removeFirst();
                if (!lost) {
                    log.warn("more than {} {} wait for Redis: other Ushers won't hear of all of them", most, kind);
                    lost = true;
                }
            }
            changes.addLast(change);
        }

        synchronized List<Change> first() {
            lost &= !changes.isEmpty();
            return changes.stream().limit(BulkWriter.AT_ONCE).toList();
        }

        synchronized void delivered(Change change) {
            changes.removeFirstOccurrence(change);
        }
    }
}
