package tv.usher.engine.journal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.net.IpAddress;

/**
 * Tells the first of equal refusals at once, and the number of the others {@link #WINDOW} later. Bounded: if more than {@link
 * #MAX_REMEMBERED} windows are open, the oldest is closed early; and if many are open of one address, its other refusals share one, so that
 * nobody who invents paths fills the log. All whose address is unknown have one. Not thread-safe.
 */
public final class LogDeduplicator {

    public static final Duration WINDOW = Duration.ofSeconds(10);
    static final int MAX_REMEMBERED = 10_000;
    static final int MAX_OF_ONE = 100;

    private final Told told;
    private final Map<Object, Repeats> open = new LinkedHashMap<>(); // ordered by the ends of their windows
    private final Map<Optional<IpAddress>, Integer> openOfOne = new HashMap<>();

    private static final class Repeats {
        private final Optional<IpAddress> client;
        private final long since;
        private @Nullable LogEntry last;
        private long count;

        private Repeats(Optional<IpAddress> client, long since) {
            this.client = client;
            this.since = since;
        }
    }

    LogDeduplicator(Told told) {
        this.told = told;
    }

    /** Hears of refusals. */
    interface Told {

        /**
         * @param repeated 0 for the first of equal ones; later how many others there were, with the last of them
         */
        void refused(LogEntry entry, long repeated);
    }

    void refused(LogEntry entry, long now) {
        closeWindows(now);
        Optional<IpAddress> client = entry.client().map(IpAddress::customer);
        boolean hasMany = openOfOne.getOrDefault(client, 0) >= MAX_OF_ONE;
        Object sameness = entry.deduplicationKey();
        if (hasMany && !open.containsKey(sameness)) {
            sameness = client;
        }
        Repeats repeats = open.get(sameness);
        if (repeats == null) {
            told.refused(entry, 0);
            open.put(sameness, new Repeats(client, now));
            openOfOne.merge(client, 1, Integer::sum);
            if (open.size() > MAX_REMEMBERED) {
                closeOldest();
            }
        } else {
            repeats.last = entry;
            repeats.count++;
        }
    }

    void closeWindows(long now) {
        while (!open.isEmpty() && now - open.values().iterator().next().since >= WINDOW.toNanos()) {
            closeOldest();
        }
    }

    void closeAll() {
        while (!open.isEmpty()) {
            closeOldest();
        }
    }

    private void closeOldest() {
        Iterator<Repeats> oldest = open.values().iterator();
        Repeats repeats = oldest.next();
        oldest.remove();
        openOfOne.computeIfPresent(repeats.client, (same, count) -> count > 1 ? count - 1 : null);
        if (repeats.last != null) {
            told.refused(repeats.last, repeats.count);
        }
    }
}
