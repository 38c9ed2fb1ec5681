package tv.usher.engine.cut;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import tv.usher.engine.net.NewestByAddress;
import tv.usher.engine.util.Heap;

/** The last connections that had to be cut, for {@code usher why}. The oldest go first, and each address has a share. Thread-safe. */
public final class RecentCuts {

    private static final int BYTES_OF_A_PLACE = 1_000;

    private final NewestByAddress<Long, CutRecord> newest;
    private final AtomicLong count = new AtomicLong();
    private final boolean keeps;

    /**
     * @param most 0: none is kept
     */
    public RecentCuts(int most) {
        this.newest = new NewestByAddress<>(most);
        this.keeps = most > 0;
    }

    /**
     * @param configured fewer fit into a small heap
     */
    public static RecentCuts fitting(int configured, Heap heap) {
        return new RecentCuts(heap.holds(configured, 2, BYTES_OF_A_PLACE));
    }

    void add(CutRecord cut) {
        if (keeps) {
            newest.add(count.getAndIncrement(), cut, cut.clientAddress(), 1);
        }
    }

    /** At most so many, the newest first. */
    public List<CutRecord> newest(Predicate<CutRecord> wanted, int limit) {
        return newest.newest().filter(wanted).limit(limit).toList();
    }
}
