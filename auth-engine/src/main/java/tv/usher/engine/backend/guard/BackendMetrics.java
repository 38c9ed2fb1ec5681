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
    final Counter canaries;
    final Counter outages;
    private final Counter failures;
    private final Counter pluginFaults;
    private final AtomicReference<BackendGauges> shown;

    public BackendMetrics(PrometheusRegistry registry) {
        answers = Counter.builder()
                .withoutExemplars()
                .name("usher_backend_verdicts_total")
                .help(
                        "Verdicts of backends; undecided: the question failed, and nothing shows an outage; cancelled: another backend allowed first, or the caller left")
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
                        "Questions that failed, by why; busy: max-concurrent and max-waiting were reached; told_to_wait: it answered 503 with Retry-After")
                .labelNames("backend", "why")
                .register(registry);
        canaries = Counter.builder()
                .withoutExemplars()
                .name("usher_backend_canaries_total")
                .help(
                        "Usher's own questions about a random viewer; let_in: the backend lets anybody in; inconclusive: it couldn't be asked for a reason of Usher's, or had too many requests")
                .labelNames("backend", "result")
                .register(registry);
        outages = Counter.builder()
                .withoutExemplars()
                .name("usher_backend_outages_total")
                .help("Outages of backends by the code of why; an outage of several reasons counts for each")
                .labelNames("backend", "reason")
                .register(registry);
        pluginFaults = Counter.builder()
                .withoutExemplars()
                .name("usher_plugin_faults_total")
                .help("Questions that a backend's plugin spoiled: it threw, took long, or did what it must not do")
                .labelNames("backend")
                .register(registry);
        gauges = new BackendGauges();
        shown = new AtomicReference<>(gauges);
        registry.register(() -> inForce().up.collect());
        registry.register(() -> inForce().addressUp.collect());
        registry.register(() -> inForce().breaker.collect());
        registry.register(() -> inForce().connections.collect());
        registry.register(() -> inForce().unverifiedMost.collect());
    }

    private BackendMetrics(BackendMetrics former) {
        answers = former.answers;
        seconds = former.seconds;
        failures = former.failures;
        canaries = former.canaries;
        outages = former.outages;
        pluginFaults = former.pluginFaults;
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

    /** An outage of that backend may let in so many at once. */
    public void unverifiedMost(String backend, int viewers) {
        gauges.unverifiedMost.labelValues(backend).set(viewers);
    }

    /** Its connections are counted whenever metrics are read. */
    public void connections(String backend, Supplier<ConnectionCounts> pool) {
        gauges.pools.put(backend, pool);
    }

    /** A question to that backend failed. */
    public void failed(String backend, ExchangeFailure.Kind why) {
        failures.labelValues(backend, why.name().toLowerCase(Locale.ROOT)).inc();
    }

    /** Its plugin spoiled a question. */
    public void pluginFault(String backend) {
        pluginFaults.labelValues(backend).inc();
    }
}
