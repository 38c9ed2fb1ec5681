package tv.usher.engine.backend.guard;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.Reason;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.event.Events;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Undecided;

/**
 * One backend's outages, as {@link ConfirmedAuthority} and {@link Canary} find them, or a check that lacks keys. Thread-safe.
 *
 * <p>The log gets one line when an outage begins, one for each other reason that is found, and one when it is over. The last line comes
 * {@link #CALM} later, or when Usher stops, and covers all outages until then, so that a backend that fails now and then doesn't fill the
 * log.
 */
public final class Outage {

    static final Duration CALM = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private final String backend;
    private final OnUnavailable action;
    private final BackendMetrics metrics;
    private final OutageEvents events;
    private final Clock clock;
    private final GaugeDataPoint up;
    private final AtomicLong questions = new AtomicLong();
    private final FullQueue fullQueue;

    /** Null while the backend answers and the log has said so. Then an answer reads only this field. */
    private volatile @Nullable State state;

    private boolean isReplaced;
    private volatile BooleanSupplier held = () -> false;
    private volatile @Nullable Reason toldToWait;
    private volatile long waitUntil;

    /**
     * @param told  when the log was told
     * @param since when this outage began; the log may have been told of an earlier one
     * @param ended null while it goes on
     */
    private record State(
            long told, long since, Reason reason, @Nullable Long ended) {}

    /**
     * @param events are told when it begins, changes and ends, and of canaries
     */
    public Outage(String backend, OnUnavailable action, BackendMetrics metrics, Events events, Clock clock) {
        this.events = new OutageEvents(backend, action, events, clock);
        this.backend = backend;
        this.action = action;
        this.metrics = metrics;
        this.clock = clock;
        this.fullQueue = new FullQueue(backend, action, clock);
        this.up = metrics.gauges.up.labelValues(backend);
        up.set(1);
    }

    /**
     * The backend is out.
     *
     * @param asked when the question was asked that shows it; one from before the last outage's end is no sign of a new one
     */
    public synchronized void begin(Reason reason, long asked) {
        if (isReplaced) {
            return;
        }
        State before = state;
        if (before == null) {
            start(clock.now(), clock.now(), reason);
            log.warn(
                    "backend {} is unavailable: {}; viewers get on-unavailable: {}",
                    backend,
                    reason.text(),
                    action.word());
        } else if (before.ended() == null) {
            otherReason(before, reason);
        } else if (asked - before.ended() >= 0) {
            start(before.told(), clock.now(), reason);
        }
    }

    private void start(long told, long since, Reason reason) {
        state = new State(told, since, reason, null);
        up.set(0);
        events.began(reason);
        metrics.outages.labelValues(backend, reason.code()).inc();
    }

    private void otherReason(State before, Reason reason) {
        if (!before.reason().code().equals(reason.code())) {
            state = new State(before.told(), before.since(), reason, null);
            events.changed(reason);
            metrics.outages.labelValues(backend, reason.code()).inc();
            log.warn("backend {} is still unavailable, now: {}", backend, reason.text());
        }
    }

    /**
     * A canary has shown something.
     *
     * @param problem null for a good one
     */
    synchronized void canary(@Nullable Reason problem) {
        if (!isReplaced) {
            events.canary(problem);
        }
    }

    /** Goes on while this is true, whatever a canary says. */
    void goesOnWhile(BooleanSupplier held) {
        this.held = held;
    }

    public synchronized void end() {
        State now = state;
        if (now != null && now.ended() == null && !isReplaced && !held.getAsBoolean()) {
            state = new State(now.told(), now.since(), now.reason(), clock.now());
            up.set(1);
            events.ended(Duration.ofNanos(clock.now() - now.since()));
        }
    }

    /** Another configuration is in force, which tells its own outages: one that goes on here is over for whoever reads of them. */
    public synchronized void replaced() {
        isReplaced = true;
        State now = state;
        if (now != null && now.ended() == null) {
            Duration lasted = Duration.ofNanos(clock.now() - now.since());
            log.info(
                    "backend {}: another configuration is in force now, {}s after it became unavailable",
                    backend,
                    lasted.toSeconds());
            events.ended(lasted);
        }
    }

    /** Tells the log that it is over, once it has been for a while. Called now and then. */
    public void tellEnd() {
        fullQueue.tellEnd();
        State over = state;
        if (over == null || over.ended() == null || clock.now() - over.ended() < CALM.toNanos()) {
            return;
        }
        tellEnd(over);
    }

    private synchronized void tellEnd(State over) {
        if (over.ended() != null && over.equals(state)) {
            state = null;
            log.info(
                    "backend {} answers again after {}s; {} questions found it unavailable (on-unavailable: {})",
                    backend,
                    Duration.ofNanos(over.ended() - over.told()).toSeconds(),
                    questions.getAndSet(0),
                    action.word());
        }
    }

    /** Nobody will be asked any more: an end that waits for calm is told now. */
    public void stopped() {
        State last = state;
        if (last != null) {
            tellEnd(last);
        }
    }

    /** Nobody is asked for as long as the backend says. */
    void waitAsTold(Undecided failed) {
        if (failed instanceof ExchangeFailure told && !told.waitTime().isZero()) {
            waitUntil = clock.now() + told.waitTime().toNanos();
            toldToWait = told.reason();
        }
    }

    /** Why nobody may be asked, not even a canary; null if that isn't so. */
    @Nullable Reason waiting() {
        return toldToWait != null && waitUntil - clock.now() > 0 ? toldToWait : null;
    }

    Duration waitLeft() {
        return waiting() == null ? Duration.ZERO : Duration.ofNanos(waitUntil - clock.now());
    }

    /** A question wasn't asked, since as many wait as may. That is no outage: others are answered. */
    void queueFull() {
        fullQueue.found();
    }

    /** How long viewers have been let in unverified: since the outage's beginning, or while the queue is full again and again. */
    Duration unverifiedFor() {
        return isOn() ? length() : fullQueue.length();
    }

    /** A question found the backend unavailable. */
    void counted() {
        questions.incrementAndGet();
    }

    boolean isOn() {
        return outage() != null;
    }

    /** True after an outage of which the log still has to hear that it is over. */
    boolean isJustOver() {
        State now = state;
        return now != null && now.ended() != null;
    }

    /** How long the outage has lasted; zero while there is none. */
    Duration length() {
        State now = outage();
        return now == null ? Duration.ZERO : Duration.ofNanos(clock.now() - now.since());
    }

    /** For health pages: why and how long the backend has been unavailable; empty while it answers. */
    public Optional<String> current() {
        return Optional.ofNullable(outage())
                .map(now -> now.reason().text() + ", for "
                        + Duration.ofNanos(clock.now() - now.since()).toSeconds() + "s");
    }

    /**
     * An outage that goes on.
     *
     * @param since milliseconds of the wall clock since 1970
     */
    public record Current(Reason reason, long since) {}

    /** Empty while the backend answers. */
    public Optional<Current> now() {
        return Optional.ofNullable(outage()).map(now -> new Current(now.reason(), clock.toWall(now.since())));
    }

    private @Nullable State outage() {
        State now = state;
        return now == null || now.ended() != null ? null : now;
    }
}
