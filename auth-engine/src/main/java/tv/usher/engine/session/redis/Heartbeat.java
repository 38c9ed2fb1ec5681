package tv.usher.engine.session.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DaemonThreads;

/** Runs a few times a second: keeps this Usher and Redis up to date, and resyncs after an outage. Thread-safe. */
final class Heartbeat implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    static final Duration EVERY = Duration.ofMillis(250);
    private static final Duration CHECK_EVERY = Duration.ofMinutes(1);
    private static final Duration START = Duration.ofSeconds(3);
    private static final Duration SLOW_START = Duration.ofSeconds(10);

    private final RedisConnection connection;
    private final Shards shards;
    private final ConnectionState state;
    private final SharedSecret secret;
    private final Nodes nodes;
    private final Clock clock;
    private final EvictionWarning eviction = new EvictionWarning();
    private long nextCheck;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean failed;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(2, new DaemonThreads("usher-redis"));

    Heartbeat(
            RedisConnection connection,
            Shards shards,
            ConnectionState state,
            SharedSecret secret,
            Nodes nodes,
            Clock clock) {
        this.connection = connection;
        this.shards = shards;
        this.state = state;
        this.secret = secret;
        this.nodes = nodes;
        this.clock = clock;
        this.nextCheck = clock.now() + CHECK_EVERY.toNanos();
    }

    /** Waits until Redis is up to date or found to be down. If only Redis has the secret, it waits a few seconds. */
    void start(Resync resync, OrphanedSessions orphaned) {
        secret.open();
        threads.scheduleWithFixedDelay(() -> beat(resync, orphaned), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        try {
            if (!hasBegun() && !secret.isKnown()) {
                log.warn(
                        "the secret that Ushers share is unknown: this one begins with its own. Others won't know its viewers, nor it"
                                + " theirs, unless it is the first one that reaches Redis; a restart takes the shared one");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        secret.get();
    }

    /** The first connection may be slow on a machine that is busy starting; one that failed is tried again for a shorter time. */
    private boolean hasBegun() throws InterruptedException {
        return begun.await(START.toMillis(), TimeUnit.MILLISECONDS)
                || !failed && begun.await(SLOW_START.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat(Resync resync, OrphanedSessions orphaned) {
        int round = state.round();
        try {
            if (state.isInStep()) {
                resync.little();
                nodes.tell();
                orphaned.takeSome();
                check(resync, orphaned);
            } else {
                connection.connect();
                connection.loadScripts();
                eviction.warn(connection);
                resync.readNewClocks();
                Optional<String> drawback = secret.agree(connection);
                nodes.tellNow(); // before anything of this Usher's is there
                state.reached();
                round = state.round();
                resync.all(nodes::tell);
                nodes.tellNow();
                orphaned.interrupt();
                if (!failed && begun.getCount() > 0) { // at the start: others have told that they are there
                    orphaned.begin();
                }
                nextCheck = clock.now() + CHECK_EVERY.toNanos();
                state.inStep(round, drawback.orElse(null));
                begun.countDown();
            }
        } catch (Throwable e) { // a task that throws is never run again
            failed = true;
            state.lost(round, RedisConnection.root(e));
            if (secret.isKnown()) {
                begun.countDown();
            }
        }
    }

    /** Redis may have lost what never expires without an outage, by an operator's {@code FLUSHALL} or for want of memory. */
    private void check(Resync resync, OrphanedSessions orphaned) {
        if (clock.now() - nextCheck >= 0) {
            nextCheck = clock.now() + CHECK_EVERY.toNanos();
            state.found(secret.agree(connection).orElse(null));
            resync.tellLostBans();
            orphaned.begin();
        }
    }

    /** Runs the task beside the beats, unless the earlier task still runs. */
    void between(Runnable task) {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            threads.execute(() -> runAndSayIfItFails(task));
        } catch (RejectedExecutionException e) { // closed meanwhile
            busy.set(false);
        }
    }

    private void runAndSayIfItFails(Runnable task) {
        int round = state.round();
        try {
            task.run();
        } catch (RuntimeException e) {
            state.lost(round, RedisConnection.root(e));
        } finally {
            busy.set(false);
        }
    }

    /** Waits until everything sent before has arrived, if Redis is up. */
    @Override
    public void close() {
        boolean reached = state.isReached();
        state.closed();
        threads.shutdownNow();
        if (reached) {
            try {
                nodes.leave();
                // What needed a script that Redis didn't know is sent again before the first answer, and has arrived at
                // the second.
                askEachShard();
                askEachShard();
            } catch (RuntimeException e) {
                log.debug("the last changes may not have reached Redis", e);
            }
        }
    }

    private void askEachShard() {
        shards.all().stream()
                .map(shard -> connection.send(redis -> redis.exists(shard.key("events"))))
                .toList()
                .forEach(RedisConnection::await);
    }
}
