package tv.usher.engine.backend;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One backend's outages: told once when one begins, once when the backend isn't asked any more, and once when it ends. It ends with the
 * first answer that comes {@link #CALM} or later after the last failure, so that a backend that fails now and then doesn't fill the log;
 * while the backend isn't asked, it ends only when the breaker has found that it can be. Thread-safe.
 */
public final class Outage {

    static final Duration CALM = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private final String backend;
    private final OnUnavailable action;
    private final LongSupplier nanoTime;
    private final GaugeDataPoint up;
    private final AtomicLong questions = new AtomicLong();
    private volatile long lastFailure;

    /** Null while the backend answers, so that its usual answers read one field. */
    private volatile State state;

    /** When the last outage ended; null before. */
    private volatile Long ended;

    /**
     * @param asked false while the breaker is open
     */
    private record State(long since, String reason, boolean asked) {}

    public Outage(String backend, OnUnavailable action, BackendMetrics metrics, LongSupplier nanoTime) {
        this.backend = backend;
        this.action = action;
        this.nanoTime = nanoTime;
        this.up = metrics.up.labelValues(backend);
        up.set(1);
    }

    /**
     * A question failed.
     *
     * @param asked when it was asked; what was asked before the last outage's end is no sign of another one
     */
    void failed(String reason, long asked) {
        Long before = ended;
        if (state == null && before != null && asked - before < 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        lastFailure = now;
        questions.incrementAndGet();
        if (state == null) {
            begin(now, reason);
        }
    }

    void answered() {
        State current = state;
        if (current != null && current.asked() && nanoTime.getAsLong() - lastFailure >= CALM.toNanos()) {
            end();
        }
    }

    /** The breaker has opened. */
    synchronized void notAsked(String why) {
        begin(nanoTime.getAsLong(), "most questions fail");
        if (state.asked()) {
            state = new State(state.since(), state.reason(), false);
            log.warn("backend {} isn't asked for now: {}", backend, why);
        }
    }

    /** The breaker has closed: enough answers have come. */
    synchronized void askedAgain() {
        end();
    }

    /** How long the outage has lasted; zero while there is none. */
    Duration length() {
        State now = state;
        return now == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - now.since());
    }

    /** For health pages: why and how long the backend has been unavailable; empty while it answers. */
    public Optional<String> current() {
        State now = state;
        if (now == null) {
            return Optional.empty();
        }
        String breaker = now.asked() ? "" : ", breaker open";
        return Optional.of(now.reason() + ", for " + secondsSince(now) + "s" + breaker);
    }

    private synchronized void begin(long now, String reason) {
        if (state == null) {
            state = new State(now, reason, true);
            up.set(0);
            log.warn("backend {} is unavailable: {}; viewers get on-unavailable: {}", backend, reason, action.word());
        }
    }

    private synchronized void end() {
        State over = state;
        if (over != null) {
            log.info(
                    "backend {} answers again after {}s; {} questions found it unavailable (on-unavailable: {})",
                    backend,
                    secondsSince(over),
                    questions.getAndSet(0),
                    action.word());
            ended = nanoTime.getAsLong();
            state = null;
            up.set(1);
        }
    }

    private long secondsSince(State outage) {
        return Duration.ofNanos(nanoTime.getAsLong() - outage.since()).toSeconds();
    }
}
