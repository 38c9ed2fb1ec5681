package tv.usher.engine.journal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.event.EventType;
import tv.usher.engine.event.Events;
import tv.usher.engine.net.AddressShares;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DaemonThreads;

/**
 * Writes one line for each decision that asked a backend or refused, and for each shadow that would have decided otherwise. Deciding
 * threads only put an entry into a bounded queue; a thread of its own formats and writes. When the queue is full, or an address has its
 * share of it, lines are dropped and their number is logged; the events of refusals among them count as lost.
 */
public final class DecisionLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("decision");
    private static final int QUEUE = 16_384;

    // The queue is polled, since waking a thread for each decision costs more than the line itself.
    private static final long EVERY_MILLIS = 50;

    // It has no lock that deciding threads could wait for.
    private final Queue<LogEntry> queue = new ConcurrentLinkedQueue<>();
    private final AddressShares queued = new AddressShares(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final LogDeduplicator deduplicator = new LogDeduplicator(this::refused);
    private final Clock clock;
    private final Events events;
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-decision-log"));

    /**
     * @param events are told of refusals, also where the log isn't
     */
    public DecisionLog(Clock clock, Events events) {
        this.clock = clock;
        this.events = events;
        writer.scheduleWithFixedDelay(this::writeQueued, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Never blocks. */
    public void add(LogEntry entry) {
        if (!log.isInfoEnabled() && !entry.isRepeatable()) {
            return;
        }
        if (queued.take(entry.client(), entry.places())) {
            queue.add(entry);
        } else {
            dropped.incrementAndGet();
            if (isEvent(entry)) {
                events.lost(EventType.DENIED);
            }
        }
    }

    private static boolean isEvent(LogEntry entry) {
        return entry.isRepeatable() && entry instanceof DecisionRecord;
    }

    private void refused(LogEntry entry, long repeated) {
        if (entry instanceof DecisionRecord denied) { // first, since the log may hang
            events.add(EventType.DENIED, () -> denied.event(clock.wallNow(), Math.max(1, repeated)));
        }
        log.info("{}{}", entry.line(), repeated == 0 ? "" : " repeated=" + repeated);
    }

    private void writeQueued() {
        try {
            write();
        } catch (Throwable e) { // a task that throws is never run again, and the log would stop
            dropped.incrementAndGet();
        }
    }

    private void write() {
        // It doesn't loop until the queue is empty, since that may never happen.
        for (int left = QUEUE; left > 0 && !queue.isEmpty(); left--) {
            LogEntry entry = queue.remove();
            queued.giveBack(entry.client(), entry.places());
            if (entry.isRepeatable()) {
                deduplicator.refused(entry, clock.now());
            } else {
                log.info(entry.line());
            }
        }
        deduplicator.closeWindows(clock.now());
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            log.warn("{} decision lines were dropped: the log can't be written as fast as decisions come", lost);
        }
    }

    /** Writes the queued entries and the counts of open floods, then ends. */
    @Override
    public void close() {
        if (!writer.isShutdown()) {
            writer.execute(() -> {
                writeQueued();
                deduplicator.closeAll();
            });
            writer.shutdown();
        }
        try {
            writer.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
