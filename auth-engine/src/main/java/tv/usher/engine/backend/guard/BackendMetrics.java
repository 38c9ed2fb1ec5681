package tv.usher.engine.backend.guard;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tv.usher.engine.exchange.ConnectionCounts;
import tv.usher.engine.exchange.ExchangeFailure;

/** The metrics of all backends: counters, and the state of the backends in force. */
public final class BackendMetrics {

    final Counter answers;
    final Histogram seconds;
    final BackendGauges gauges;
    private final Counter failures;
    private final AtomicReference<BackendGauges> shown;

    public BackendMetrics(PrometheusRegistry registry) {
        answers = Counter.builder()
                .withoutExemplars()
                .name("usher_backend_verdicts_total")
                .help("Verdicts of backends; cancelled: another backend allowed first, or the caller left")
                .labelNames("backend", "verdict")
                .register(registry);
        seconds = Histogram.builder()
                .withoutExemplars()
                .name("usher_backend_seconds")
                .help("Time from a question to a backend's verdict, abstentions and cancelled questions left out")
                .labelNames("backend")
                .classicOnly()
                .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
                .register(registry);
        failures = Counter.builder()
                .withoutExemplars()
                .name("usher_backend_failures_total")
                .help(
                        "Questions that found a backend unavailable, by why; busy: max-concurrent and max-waiting were reached; open: not asked, since the breaker is open; told_to_wait: not asked, since it answered Retry-After")
                .labelNames("backend", "why")
                .register(registry);
        gauges = new BackendGauges();
        shown = new AtomicReference<>(gauges);
        registry.register(() -> inForce().up.collect());
        registry.register(() -> inForce().addressUp.collect());
        registry.register(() -> inForce().breaker.collect());
        registry.register(() -> inForce().connections.collect());
    }

    private BackendMetrics(BackendMetrics former) {
        answers = former.answers;
        seconds = former.seconds;
        failures = former.failures;
        shown = former.shown;
        gauges = new BackendGauges();
    }

    private BackendGauges inForce() {
        return Objects.requireNonNull(shown.get());
    }

    /** For the backends of another configuration: the counters go on; their state isn't shown before {@link #show}. */
    public BackendMetrics forAnother() {
        return new BackendMetrics(this);
    }

    /** From now on the state of these backends is shown, and not that of other configurations. */
    public void show() {
        shown.set(gauges);
    }

    /**
     * Whether one of several addresses can be connected.
     *
     * @param address from 0; shown from 1
     */
    public void address(String backend, int address, boolean up) {
        gauges.addressUp.labelValues(backend, Integer.toString(address + 1)).set(up ? 1 : 0);
    }

    /** Its connections are counted whenever metrics are read. */
    public void connections(String backend, Supplier<ConnectionCounts> pool) {
        gauges.pools.put(backend, pool);
    }

    /** A question to that backend failed. */
    public void failed(String backend, ExchangeFailure.Kind why) {
        failures.labelValues(backend, why.name().toLowerCase(Locale.ROOT)).inc();
    }
}
