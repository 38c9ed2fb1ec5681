package tv.usher.engine.session;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.DaemonThreads;

/** Sweeps sessions every few seconds, on a thread of its own. */
public final class SessionSweeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SessionSweeper.class);

    private final Sessions sessions;
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-sweeper"));

    public SessionSweeper(Sessions sessions) {
        this.sessions = sessions;
    }

    public void start() {
        long every = Lifetimes.SWEEP_NANOS;
        sweeper.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.NANOSECONDS);
    }

    private void sweep() {
        try {
            sessions.sweep();
        } catch (RuntimeException e) { // a task that throws is never run again
            log.error("sessions weren't swept; the next sweep is in 10s", e);
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
