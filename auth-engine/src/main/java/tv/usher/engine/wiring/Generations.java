package tv.usher.engine.wiring;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.inbound.Policy;
import tv.usher.engine.session.Reauthorization;
import tv.usher.engine.util.DaemonThreads;

/** The generation in force, and former ones that still have questions to answer. Thread-safe. */
public final class Generations implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Generations.class);

    private static final long LOOK_MILLIS = 50;

    private final ScheduledExecutorService retiring =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-retiring"));
    private final Set<Generation> former = ConcurrentHashMap.newKeySet();
    private boolean started;
    private volatile Generation current;
    private volatile Policy policy; // the current one's, one look away for each request

    Generations(Generation first) {
        this.current = first;
        this.policy = first.policy();
        first.show();
    }

    /** Begins to watch the backends of whatever generation is in force. */
    public synchronized void start() {
        started = true;
        current.watch();
    }

    Generation current() {
        return current;
    }

    Policy policy() {
        return policy;
    }

    /**
     * Puts the next generation in force.
     *
     * @return the earlier one, which still answers its questions
     */
    public synchronized Generation replace(Generation next) {
        Generation replaced = current;
        former.add(replaced);
        current = next;
        policy = next.policy();
        next.show();
        replaced.replaced();
        if (started) {
            next.watch();
        }
        return replaced;
    }

    /**
     * Closes a replaced generation once it has answered all its questions.
     *
     * @return completes when that is done
     */
    public CompletableFuture<Void> retire(Generation replaced) {
        CompletableFuture<Void> retired = new CompletableFuture<>();
        long deadline = System.nanoTime() + Reauthorization.LONGEST_QUESTION.toNanos();
        retiring.execute(() -> look(replaced, deadline, retired));
        return retired;
    }

    private void look(Generation replaced, long deadline, CompletableFuture<Void> retired) {
        boolean idle = replaced.isIdle();
        if (idle || System.nanoTime() - deadline >= 0) {
            if (!idle) {
                log.warn(
                        "a former configuration still has questions after {}s and is closed",
                        Reauthorization.LONGEST_QUESTION.toSeconds());
            }
            former.remove(replaced);
            close(replaced);
            retired.complete(null);
        } else {
            retiring.schedule(() -> look(replaced, deadline, retired), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static void close(Generation replaced) {
        try {
            replaced.close();
        } catch (RuntimeException e) { // its plugins must be unloaded nevertheless
            log.error("a former configuration couldn't be closed", e);
        }
    }

    /** Closes all generations, also those that aren't idle yet. */
    @Override
    public void close() {
        retiring.shutdownNow();
        former.forEach(Generation::close);
        current.close();
    }
}
