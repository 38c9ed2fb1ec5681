package tv.usher.engine.backend;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One backend's outages: told once when one begins and once when it ends. It ends with the first answer that comes {@link #CALM} or
 * later after the last failure, so that a backend that fails now and then doesn't fill the log. Thread-safe.
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

    private record State(long since, String reason) {}

    public Outage(String backend, OnUnavailable action, BackendMetrics metrics, LongSupplier nanoTime) {
        this.backend = backend;
        this.action = action;
        this.nanoTime = nanoTime;
        this.up = metrics.up.labelValues(backend);
        up.set(1);
    }

    void failed(String reason) {
        long now = nanoTime.getAsLong();
        lastFailure = now;
        questions.incrementAndGet();
        if (state == null) {
            begin(now, reason);
        }
    }

    void answered() {
        if (state != null && nanoTime.getAsLong() - lastFailure >= CALM.toNanos()) {
            end();
        }
    }

    /** For health pages: why and how long the backend has been unavailable; empty while it answers. */
    public Optional<String> current() {
        State now = state;
        return now == null ? Optional.empty() : Optional.of(now.reason() + ", for " + secondsSince(now) + "s");
    }

    private synchronized void begin(long now, String reason) {
        if (state == null) {
            state = new State(now, reason);
            up.set(0);
            log.warn("backend {} is unavailable: {}; viewers get on-unavailable: {}", backend, reason, action.word());
        }
    }

    private synchronized void end() {
        State ended = state;
        if (ended != null) {
            log.info(
                    "backend {} answers again after {}s; {} questions found it unavailable (on-unavailable: {})",
                    backend,
                    secondsSince(ended),
                    questions.getAndSet(0),
                    action.word());
            state = null;
            up.set(1);
        }
    }

    private long secondsSince(State outage) {
        return Duration.ofNanos(nanoTime.getAsLong() - outage.since()).toSeconds();
    }
}
