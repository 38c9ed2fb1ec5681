package tv.usher.engine.session.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What others have to hear once Redis is back: what an operator did, and ends. Bounded: of too many the first are lost, but what an
 * operator did never for the sake of ends. Thread-safe.
 */
final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** Of each kind. */
    static final int MOST = 10_000;

    private final Waiting orders = new Waiting("kicks");
    private final Waiting ends = new Waiting("ends");

    void add(Change change) {
        waiting(change).add(change);
    }

    /** Sends all, ends last. Blocks; what fails stays. */
    void deliver(RedisConnection connection) {
        for (Change change = first(); change != null; change = first()) {
            RedisConnection.await(
                    connection.run(change.script(), change.values().get()));
            waiting(change).delivered(change);
        }
    }

    private Change first() {
        Change order = orders.first();
        return order != null ? order : ends.first();
    }

    private Waiting waiting(Change change) {
        return change.script() == Script.REMOVE ? ends : orders;
    }

    private static final class Waiting {

        private final Deque<Change> changes = new ArrayDeque<>();
        private final String kind;
        private boolean lost;

        Waiting(String kind) {
            this.kind = kind;
        }

        synchronized void add(Change change) {
            if (changes.size() == MOST) {
                changes.removeFirst();
                if (!lost) {
                    log.warn("more than {} {} wait for Redis: other Ushers won't hear of all of them", MOST, kind);
                    lost = true;
                }
            }
            changes.addLast(change);
        }

        synchronized Change first() {
            lost &= !changes.isEmpty();
            return changes.peekFirst();
        }

        synchronized void delivered(Change change) {
            changes.removeFirstOccurrence(change);
        }
    }
}
