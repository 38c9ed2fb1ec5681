package tv.usher.engine.event;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DaemonThreads;
import tv.usher.engine.util.IoProblems;
import tv.usher.engine.util.RepeatedTask;

/**
 * The events of this process: a bounded queue, and a thread that writes them to the file and tells the listeners. Who tells an event never
 * waits; when the queue is full, events are dropped and counted. Thread-safe.
 */
public final class EventLog implements Events, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventLog.class);

    // The queue is polled, since waking a thread for each event costs more than the event itself.
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final int maxWaiting;
    private final EventFormat format;
    private final @Nullable RotatedFile file;
    private final String fileName;
    private final EventMetrics metrics;
    private final Clock clock;
    private final Queue<Supplier<@Nullable Event>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<EventListener> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> ticks = new CopyOnWriteArrayList<>();
    private final Runnable writing = new RepeatedTask("events weren't written", this::write);
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-events"));
    private @Nullable Long toldAt;

    /**
     * @param file null: none is written
     */
    EventLog(
            int maxWaiting,
            EventFormat format,
            @Nullable RotatedFile file,
            String fileName,
            EventMetrics metrics,
            Clock clock) {
        this.maxWaiting = maxWaiting;
        this.format = format;
        this.file = file;
        this.fileName = fileName;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Neither reads nor writes anything before {@link #start}.
     *
     * @param folder that a relative file is in
     * @param hash   of a viewer's address, where it isn't written itself
     */
    public static EventLog of(
            EventSettings settings, Path folder, UnaryOperator<String> hash, PrometheusRegistry registry, Clock clock) {
        Path file = settings.file().map(folder::resolve).orElse(null);
        return new EventLog(
                settings.maxWaiting(),
                settings.hashAddresses() ? EventFormat.hidingAddresses(hash) : EventFormat.plain(),
                file == null ? null : new RotatedFile(file, settings.maxSize(), settings.keep()),
                String.valueOf(file),
                new EventMetrics(registry),
                clock);
    }

    /** Begins to write. What was told before is written too. */
    public void start() {
        thread.scheduleWithFixedDelay(writing, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        thread.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From now on it hears of all events. */
    public void tell(EventListener listener) {
        listeners.add(listener);
    }

    /** Run on the thread of the events about once a second, and once more at the end. */
    public void everySecond(Runnable task) {
        ticks.add(new RepeatedTask("what is noted every second wasn't", task));
    }

    @Override
    public void add(EventType type, Supplier<@Nullable Event> event) {
        metrics.count(type);
        if (!isWanted()) {
            return;
        }
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            metrics.beyondBound.inc();
        } else {
            queue.add(event);
        }
    }

    @Override
    public void lost(EventType type) {
        metrics.count(type);
        if (isWanted()) {
            metrics.beyondBound.inc();
        }
    }

    private boolean isWanted() {
        if (file != null) {
            return true;
        }
        for (EventListener listener : listeners) {
            if (listener.isListening()) {
                return true;
            }
        }
        return false;
    }

    private void tick() {
        ticks.forEach(Runnable::run);
    }

    private void write() {
        List<EventLine> lines = taken();
        if (lines.isEmpty()) {
            return;
        }
        if (file != null) {
            write(file, lines);
        }
        for (EventListener listener : listeners) {
            if (listener.isListening()) {
                listener.heard(lines);
            }
        }
    }

    /** It doesn't take until the queue is empty, since that may never happen. */
    private List<EventLine> taken() {
        List<EventLine> lines = new ArrayList<>();
        for (int left = maxWaiting; left > 0 && !queue.isEmpty(); left--) {
            Supplier<@Nullable Event> next = queue.remove();
            waiting.decrementAndGet();
            try {
                Event event = next.get();
                if (event != null) {
                    lines.add(format.line(event));
                }
            } catch (Throwable e) {
                metrics.broken.inc();
                log.error("an event couldn't be told", e);
            }
        }
        return lines;
    }

    private void write(RotatedFile to, List<EventLine> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (EventLine line : lines) {
            bytes.writeBytes(line.json());
            bytes.write('\n');
        }
        try {
            IOException unmoved = to.write(ByteBuffer.wrap(bytes.toByteArray()));
            if (unmoved == null) {
                toldAt = null;
            } else {
                warn("can't be renamed: " + IoProblems.of(unmoved)
                        + "; it grows beyond events.max-size until it can be");
            }
        } catch (IOException e) {
            metrics.notWritten.inc(lines.size());
            warn("can't be written: " + IoProblems.of(e) + "; events are lost until it can be");
        }
    }

    private void warn(String what) {
        long now = clock.now();
        if (toldAt == null || now - toldAt >= TOLD_EVERY.toNanos()) {
            toldAt = now;
            log.warn("{} {}", fileName, what);
        }
    }

    /** Writes what waits, then ends; within a bound. */
    @Override
    public void close() {
        close(() -> {});
    }

    /**
     * As {@link #close}.
     *
     * @param last runs on the thread of the events, after all of them
     */
    public void close(Runnable last) {
        if (!thread.isShutdown()) {
            thread.execute(() -> {
                tick();
                writing.run();
                closeFile();
                last.run();
            });
            thread.shutdown();
        }
        try {
            thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeFile() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            log.warn("{} couldn't be closed: {}", fileName, IoProblems.of(e));
        }
    }
}
