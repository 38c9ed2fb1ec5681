package tv.usher.engine.cut;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import tv.usher.engine.net.NewestByAddress;

/** The last connections that had to be cut, for {@code usher why}. The oldest go first, and each address has a share. Thread-safe. */
public final class RecentCuts {

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

    void add(CutRecord cut) {
        if (keeps) {
            newest.add(count.getAndIncrement(), cut, cut.clientAddress(), 1);
        }
    }

    /** At most so many, the newest first. */
    public List<CutRecord> newest(Predicate<CutRecord> wanted, int limit) {
        return newest.newest().stream().filter(wanted).limit(limit).toList();
    }
}
