package tv.usher.engine.session;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.DaemonThreads;
import tv.usher.engine.util.RepeatedTask;

/** Sweeps sessions every few seconds, and lets no more be remembered while the heap is nearly full; on a thread of its own. */
public final class SweeperThread implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SweeperThread.class);

    private static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();

    private final Sessions sessions;
    private final BooleanSupplier heapIsNearlyFull;
    private boolean full;
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-sweeper"));

    public SweeperThread(Sessions sessions, BooleanSupplier heapIsNearlyFull) {
        this.sessions = sessions;
        this.heapIsNearlyFull = heapIsNearlyFull;
    }

    public void start() {
        long every = Lifetimes.SWEEP_NANOS;
        Runnable sweep =
                new RepeatedTask("sessions weren't swept; the next sweep is in 10s", sessions.sweeper()::sweep);
        Runnable look = new RepeatedTask("the heap wasn't looked at", this::lookAtHeap);
        sweeper.scheduleWithFixedDelay(sweep, every, every, TimeUnit.NANOSECONDS);
        sweeper.scheduleWithFixedDelay(look, LOOK_NANOS, LOOK_NANOS, TimeUnit.NANOSECONDS);
    }

    private void lookAtHeap() {
        boolean now = heapIsNearlyFull.getAsBoolean();
        if (now != full) {
            full = now;
            sessions.heapIs(full);
            if (full) {
                log.warn(
                        "the heap is nearly full: until that is over, no more viewers are remembered than now; raise -Xmx");
            } else {
                log.info("the heap has room again");
            }
        }
    }

    /** Begins no sweep any more, and waits for one that has begun. */
    @Override
    public void close() {
        sweeper.shutdown();
        try {
            sweeper.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
