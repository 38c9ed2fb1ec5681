package tv.usher.engine.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/**
 * The last decisions that asked a backend or refused, for operators who want to know why. The newest replaces the oldest. Thread-safe,
 * without locks.
 */
public final class RecentDecisions {

    private final AtomicReferenceArray<DecisionRecord> ring;
    private final AtomicLong next = new AtomicLong();

    /**
     * @param size 0: none is kept
     */
    public RecentDecisions(int size) {
        this.ring = new AtomicReferenceArray<>(size);
    }

    public void add(DecisionRecord entry) {
        if (ring.length() > 0) {
            ring.set((int) (next.getAndIncrement() % ring.length()), entry);
        }
    }

    /** At most so many, the newest first. */
    public List<DecisionRecord> newest(Predicate<DecisionRecord> wanted, int limit) {
        List<DecisionRecord> found = new ArrayList<>();
        long end = next.get();
        for (long i = end - 1; i >= Math.max(0, end - ring.length()) && found.size() < limit; i--) {
            DecisionRecord entry = ring.get((int) (i % ring.length()));
            if (entry != null && wanted.test(entry)) { // null while a deciding thread is about to write there
                found.add(entry);
            }
        }
        return found;
    }
}
