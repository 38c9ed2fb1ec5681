package tv.usher.engine.backend.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.List;
import java.util.Locale;

/** The state of one backend's breaker. */
final class BreakerGauge {

    private static final List<State> STATES = List.of(State.CLOSED, State.HALF_OPEN, State.OPEN);

    private final String backend;
    private final BackendMetrics metrics;

    BreakerGauge(String backend, BackendMetrics metrics) {
        this.backend = backend;
        this.metrics = metrics;
    }

    void show(State current) {
        for (State state : STATES) {
            String word = state.name().toLowerCase(Locale.ROOT);
            metrics.gauges.breaker.labelValues(backend, word).set(state == current ? 1 : 0);
        }
    }
}
