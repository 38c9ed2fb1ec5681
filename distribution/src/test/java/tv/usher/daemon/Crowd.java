package tv.usher.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Callers that ask at a steady rate, each on a connection of its own, and note every answer. One that has to wait for an answer makes up
 * for it afterwards.
 */
final class Crowd implements AutoCloseable {

    private final Supplier<String> tokens;
    private final int port;
    private final long intervalNanos;
    private final List<Thread> callers = new ArrayList<>();
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /**
     * One answer; status 0 if there was none.
     *
     * @param asked by {@link System#nanoTime}
     */
    record Heard(long asked, long answered, int status) {}

    /**
     * @param perSecond questions of all callers together
     * @param tokens    of the next question; called by many threads
     */
    Crowd(int port, int callers, int perSecond, Supplier<String> tokens) {
        this.port = port;
        this.tokens = tokens;
        this.intervalNanos = 1_000_000_000L * callers / perSecond;
        for (int i = 0; i < callers; i++) {
            Thread caller = new Thread(this::ask, "crowd");
            caller.setDaemon(true);
            this.callers.add(caller);
        }
    }

    Crowd start() {
        callers.forEach(Thread::start);
        return this;
    }

    private void ask() {
        long next = System.nanoTime();
        try (CallerConnection connection = CallerConnection.to(port)) {
            while (!over) {
                LockSupport.parkNanos(next - System.nanoTime());
                next += intervalNanos;
                long asked = System.nanoTime();
                int status = connection
                        .ask("/cesbo?token=" + tokens.get(), "X-Real-Path: /live/ch1/index.m3u8")
                        .status();
                heard.add(new Heard(asked, System.nanoTime(), status));
            }
        } catch (IOException e) {
            heard.add(new Heard(System.nanoTime(), System.nanoTime(), 0));
        }
    }

    /** How many of those asked and answered between these moments had which status. */
    Map<Integer, Long> statuses(long from, long until) {
        Map<Integer, Long> statuses = new TreeMap<>();
        for (Heard one : heard) {
            if (one.asked() - from >= 0 && one.answered() - until <= 0) {
                statuses.merge(one.status(), 1L, Long::sum);
            }
        }
        return statuses;
    }

    Duration longest() {
        return Duration.ofNanos(heard.stream()
                .mapToLong(one -> one.answered() - one.asked())
                .max()
                .orElse(0));
    }

    @Override
    public void close() {
        over = true;
        try {
            for (Thread caller : callers) {
                caller.join(RunningProgram.PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
