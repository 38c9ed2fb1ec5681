package tv.usher.engine.util;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices threads that are at one task for a second, as a plugin that waits or never ends makes them. The log names each once, with the
 * place where it is, and says when it goes on. Thread-safe.
 */
public final class StallWatch implements AutoCloseable {

    /** From here on it is a stall. */
    public static final Duration LONG = Duration.ofSeconds(1);

    static final Duration LOOK = Duration.ofMillis(200);

    private static final Logger log = LoggerFactory.getLogger(StallWatch.class);
    private static final int MOST_FRAMES = 40;

    /** For the log: how it writes a stack. */
    private static final class StackTrace extends Exception {

        private static final long serialVersionUID = 1L;

        StackTrace(Thread thread) {
            super(thread.getName(), null, false, true);
            StackTraceElement[] frames = thread.getStackTrace();
            setStackTrace(Arrays.copyOf(frames, Math.min(frames.length, MOST_FRAMES)));
        }
    }

    private final Clock clock;
    private final Counter stalls;
    private final Set<WatchedThread> watched = ConcurrentHashMap.newKeySet();
    private final Map<WatchedThread, Long> stalled = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-watch"));
    private long lastLook;
    private long awakeSince;

    public StallWatch(PrometheusRegistry registry, Clock clock) {
        this.clock = clock;
        this.lastLook = clock.now();
        this.awakeSince = lastLook;
        this.stalls = Counter.builder()
                .name("usher_stalls_total")
                .help("How often a thread stayed at one task for a second; the log says where")
                .labelNames("thread")
                .withoutExemplars()
                .register(registry);
    }

    public void start() {
        RepeatedTask task = new RepeatedTask("the watch over stalled threads failed", this::look);
        looking.scheduleWithFixedDelay(task, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * {@link #forget} it in the end, if the process goes on.
     *
     * @param kind of the loop, as the metric names it
     */
    public void watch(String kind, Executor loop) {
        stalls.initLabelValues(kind);
        watched.add(new WatchedLoop(kind, loop));
    }

    /** {@link #forget} it in the end. */
    public void watch(WorkMark mark) {
        stalls.initLabelValues(mark.kind());
        watched.add(mark);
    }

    public void forget(WorkMark mark) {
        forget((WatchedThread) mark);
    }

    public void forget(Executor loop) {
        watched.stream().filter(each -> isOf(each, loop)).forEach(this::forget);
    }

    private void forget(WatchedThread each) {
        watched.remove(each);
        stalled.remove(each);
    }

    private static boolean isOf(WatchedThread each, Executor loop) {
        return each instanceof WatchedLoop watched && watched.isOf(loop);
    }

    /** True while this loop stalls. */
    public boolean isStalled(Executor loop) {
        return !stalled.isEmpty() && stalled.keySet().stream().anyMatch(each -> isOf(each, loop));
    }

    /** What stalls now. */
    public List<Stall> stalled() {
        long now = clock.now();
        return stalled.entrySet().stream()
                .map(each -> Stall.of(each.getKey(), now - each.getValue()))
                .toList();
    }

    /**
     * One thread that stalls.
     *
     * @param text for operators
     */
    public record Stall(String kind, String text) {

        private static Stall of(WatchedThread watched, long nanos) {
            Thread thread = watched.thread();
            String where = thread == null ? "one task" : TimeLimit.where(thread);
            long seconds = Duration.ofNanos(nanos).toSeconds();
            return new Stall(
                    watched.kind(), "thread " + watched.name() + " has been at " + where + " for " + seconds + "s");
        }
    }

    void look() {
        long now = clock.now();
        if (now - lastLook > 3 * LOOK.toNanos()) { // we didn't run either, so the machine or the JVM was stopped
            awakeSince = now;
        }
        lastLook = now;
        watched.forEach(each -> look(each, now));
    }

    private void look(WatchedThread each, long now) {
        long busy = Math.min(each.busyNanos(now), now - awakeSince);
        if (busy >= LONG.toNanos()) {
            if (stalled.putIfAbsent(each, now - busy) == null) {
                stalls.labelValues(each.kind()).inc();
                tell(each);
            }
        } else {
            Long since = stalled.remove(each);
            if (since != null) {
                long lasted = Duration.ofNanos(now - since).toMillis();
                log.info("thread {} goes on after {}ms", each.name(), lasted);
            }
        }
    }

    private static void tell(WatchedThread each) {
        Thread thread = each.thread();
        log.warn(
                "thread {} has been at one task for a second, and others wait for it; it is here:",
                each.name(),
                thread == null ? null : new StackTrace(thread));
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
