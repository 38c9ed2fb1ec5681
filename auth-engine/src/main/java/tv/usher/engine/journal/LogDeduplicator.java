package tv.usher.engine.journal;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Logs the first of equal refusals at once, and the number of the others {@link #WINDOW} later. Bounded: if more than {@link
 * #MAX_REMEMBERED} windows are open, the oldest is closed early. Not thread-safe.
 */
public final class LogDeduplicator {

    public static final Duration WINDOW = Duration.ofSeconds(10);
    static final int MAX_REMEMBERED = 10_000;

    private final Consumer<String> log;
    private final Map<Object, Repeats> open = new LinkedHashMap<>(); // ordered by the ends of their windows

    private static final class Repeats {
        private final long since;
        private @Nullable LogEntry last;
        private long count;

        private Repeats(long since) {
            this.since = since;
        }
    }

    LogDeduplicator(Consumer<String> log) {
        this.log = log;
    }

    void refused(LogEntry entry, long now) {
        closeWindows(now);
        Object sameness = entry.deduplicationKey();
        Repeats repeats = open.get(sameness);
        if (repeats == null) {
            log.accept(entry.line());
            open.put(sameness, new Repeats(now));
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
        if (repeats.last != null) {
            log.accept(repeats.last.line() + " repeated=" + repeats.count);
        }
    }
}
