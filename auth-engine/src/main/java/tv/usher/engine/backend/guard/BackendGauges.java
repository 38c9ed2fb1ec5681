package tv.usher.engine.backend.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tv.usher.engine.exchange.ConnectionCounts;

/** The state of the backends of one configuration. {@link BackendMetrics} decides which configuration is shown. */
final class BackendGauges {

    private static final List<State> BREAKER_STATES = List.of(State.CLOSED, State.HALF_OPEN, State.OPEN);

    final Gauge up = Gauge.builder()
            .name("usher_backend_up")
            .help("1 while a backend answers, 0 during an outage")
            .labelNames("backend")
            .build();

    final Gauge addressUp = Gauge.builder()
            .name("usher_backend_address_up")
            .help("Of backends with several addresses: 1 while that one can be connected, 0 while it is passed over")
            .labelNames("backend", "address")
            .build();

    final Gauge breaker = Gauge.builder()
            .name("usher_backend_breaker")
            .help("1 for the state of a backend's breaker; closed: it is asked, open: it isn't, half_open: it is tried")
            .labelNames("backend", "state")
            .build();

    final Gauge unverifiedMost = Gauge.builder()
            .name("usher_backend_unverified_most")
            .help(
                    "How many viewers a backend's outage may let in unverified at once; only where unverified.viewers is set")
            .labelNames("backend")
            .build();

    final Map<String, Supplier<ConnectionCounts>> pools = new ConcurrentHashMap<>();

    final GaugeWithCallback connections = GaugeWithCallback.builder()
            .name("usher_backend_connections")
            .help("Open connections to a backend, busy with a question or kept idle, and questions that wait for one")
            .labelNames("backend", "state")
            .callback(gauge -> pools.forEach((backend, pool) -> {
                ConnectionCounts counts = pool.get();
                gauge.call(counts.busy(), backend, "busy");
                gauge.call(counts.idle(), backend, "idle");
                gauge.call(counts.waiting(), backend, "waiting");
            }))
            .build();

    void breakerIs(String backend, State current) {
        for (State state : BREAKER_STATES) {
            String word = state.name().toLowerCase(Locale.ROOT);
            breaker.labelValues(backend, word).set(state == current ? 1 : 0);
        }
    }
}
