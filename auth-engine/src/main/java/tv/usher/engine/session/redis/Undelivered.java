package tv.usher.engine.session.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What others have to hear once Redis is back: ends and bans. Bounded: of too many the first are lost. Thread-safe. */
final class Undelivered {

    private static final Logger log = LoggerFactory.getLogger(Undelivered.class);

    private static final int MOST = 10_000;

    private final Deque<Change> waiting = new ArrayDeque<>();
    private boolean lost;

    synchronized void add(Change change) {
        if (waiting.size() == MOST) {
            waiting.removeFirst();
            if (!lost) {
                log.warn("more than {} ends and bans wait for Redis: other Ushers won't hear of all of them", MOST);
                lost = true;
            }
        }
        waiting.addLast(change);
    }

    /** Sends all. Blocks; what fails stays. */
    void deliver(Link link) {
        for (Change change = first(); change != null; change = first()) {
            Link.await(link.run(change.script(), change.values().get()));
            delivered(change);
        }
    }

    private synchronized Change first() {
        lost &= !waiting.isEmpty();
        return waiting.peekFirst();
    }

    private synchronized void delivered(Change change) {
        waiting.removeFirstOccurrence(change);
    }
}
