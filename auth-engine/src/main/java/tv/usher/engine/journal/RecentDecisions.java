package tv.usher.engine.journal;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import tv.usher.engine.net.NewestByAddress;
import tv.usher.engine.util.Heap;

/**
 * The last decisions that asked a backend or refused, for operators who want to know why. The newest replaces the oldest, and each address
 * has a share. Thread-safe.
 */
public final class RecentDecisions {

    private static final int BYTES_OF_A_PLACE = 700;

    private final NewestByAddress<Long, DecisionRecord> newest;
    private final AtomicLong count = new AtomicLong();
    private final boolean keeps;

    /**
     * @param size 0: none is kept
     */
    public RecentDecisions(int size) {
        this.newest = new NewestByAddress<>(size);
        this.keeps = size > 0;
    }

    /**
     * @param configured fewer fit into a small heap
     */
    public static RecentDecisions fitting(int configured, Heap heap) {
        return new RecentDecisions(heap.holds(configured, 5, BYTES_OF_A_PLACE));
    }

    public void add(DecisionRecord entry) {
        if (keeps) {
            newest.add(count.getAndIncrement(), entry, entry.client(), entry.places());
        }
    }

    /** At most so many, the newest first. */
    public List<DecisionRecord> newest(Predicate<DecisionRecord> wanted, int limit) {
        return newest.newest().filter(wanted).limit(limit).toList();
    }
}
