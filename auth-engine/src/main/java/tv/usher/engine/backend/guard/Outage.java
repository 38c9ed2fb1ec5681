package tv.usher.engine.backend.guard;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.util.Clock;

/**
 * One backend's outages. An outage begins with a failure. It ends after {@link #ENOUGH} answers in a row, or with an answer {@link #CALM}
 * or later after the last failure. While the breaker is open, it ends only when the breaker closes. Thread-safe.
 *
 * <p>The log gets one line when an outage begins, one when the backend isn't asked any more, and one when the outage is over. The last line
 * comes after the calm time, and covers all outages until then, so that a backend that fails now and then doesn't fill the log.
 */
public final class Outage {

    static final Duration CALM = Duration.ofSeconds(10);

    /** A backend that fails half the time hardly gives so many answers in a row. */
    static final int ENOUGH = 20;

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private final String backend;
    private final OnUnavailable action;
    private final Clock clock;
    private final GaugeDataPoint up;
    private final AtomicLong questions = new AtomicLong();
    private final AtomicInteger answersInARow = new AtomicInteger();
    private volatile long lastFailure;

    /** Null while the backend answers and the log has said so. Then an answer reads only this field. */
    private volatile @Nullable OutageState state;

    /** The end of the last outage; null before the first. */
    private volatile @Nullable Long ended;

    private enum Phase {
        ASKED,
        /** The breaker is open. */
        NOT_ASKED,
        /** The outage is over; the log is told after the calm time. */
        OVER
    }

    /**
     * @param told  when the log was told
     * @param since when this outage began; the log may have been told of an earlier one
     */
    private record OutageState(long told, long since, String reason, Phase phase) {

        OutageState in(Phase phase) {
            return new OutageState(told, since, reason, phase);
        }
    }

    public Outage(String backend, OnUnavailable action, BackendMetrics metrics, Clock clock) {
        this.backend = backend;
        this.action = action;
        this.clock = clock;
        this.up = metrics.gauges.up.labelValues(backend);
        up.set(1);
    }

    /**
     * A question failed.
     *
     * @param asked when it was asked; a question from before the last outage's end is no sign of a new one
     */
    void failed(String reason, long asked) {
        Long before = ended;
        if (outage() == null && before != null && asked - before < 0) {
            return;
        }
        long now = clock.now();
        lastFailure = now;
        questions.incrementAndGet();
        answersInARow.set(0);
        if (outage() == null) {
            begin(now, reason);
        }
    }

    void answered() {
        OutageState current = state;
        if (current == null || current.phase() == Phase.NOT_ASKED) {
            return;
        }
        if (clock.now() - lastFailure >= CALM.toNanos()) {
            end();
        } else if (current.phase() == Phase.ASKED && answersInARow.incrementAndGet() >= ENOUGH) {
            endButInTheLog();
        }
    }

    /** The breaker has opened. */
    synchronized void notAsked(String why) {
        begin(clock.now(), "most questions fail");
        OutageState begun = Objects.requireNonNull(state);
        if (begun.phase() == Phase.ASKED) {
            state = begun.in(Phase.NOT_ASKED);
            log.warn("backend {} isn't asked for now: {}", backend, why);
        }
    }

    /** The breaker has closed: enough answers have come. */
    synchronized void askedAgain() {
        end();
    }

    /** How long the outage has lasted; zero while there is none. */
    Duration length() {
        OutageState now = outage();
        return now == null ? Duration.ZERO : Duration.ofNanos(clock.now() - now.since());
    }

    /** For health pages: why and how long the backend has been unavailable; empty while it answers. */
    public Optional<String> current() {
        OutageState now = outage();
        if (now == null) {
            return Optional.empty();
        }
        String breaker = now.phase() == Phase.NOT_ASKED ? ", breaker open" : "";
        return Optional.of(now.reason() + ", for " + secondsSince(now.since()) + "s" + breaker);
    }

    private @Nullable OutageState outage() {
        OutageState now = state;
        return now == null || now.phase() == Phase.OVER ? null : now;
    }

    private synchronized void begin(long now, String reason) {
        if (outage() != null) {
            return;
        }
        OutageState before = state;
        state = new OutageState(before == null ? now : before.told(), now, reason, Phase.ASKED);
        up.set(0);
        if (before == null) {
            log.warn("backend {} is unavailable: {}; viewers get on-unavailable: {}", backend, reason, action.word());
        }
    }

    private synchronized void endButInTheLog() {
        OutageState over = state;
        if (over != null && over.phase() == Phase.ASKED && answersInARow.get() >= ENOUGH) {
            ended = clock.now();
            state = over.in(Phase.OVER);
            up.set(1);
        }
    }

    private synchronized void end() {
        OutageState over = state;
        if (over != null) {
            log.info(
                    "backend {} answers again after {}s; {} questions found it unavailable (on-unavailable: {})",
                    backend,
                    secondsSince(over.told()),
                    questions.getAndSet(0),
                    action.word());
            ended = clock.now();
            state = null;
            up.set(1);
        }
    }

    private long secondsSince(long moment) {
        return Duration.ofNanos(clock.now() - moment).toSeconds();
    }
}
