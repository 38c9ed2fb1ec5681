package tv.usher.engine.backend;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import tv.usher.engine.exchange.ExchangeFailure;

/** What is counted of all backends. */
public final class BackendMetrics {

    final Counter answers;
    final Histogram seconds;
    final Gauge up;
    final Gauge breaker;
    private final Gauge addressUp;
    private final Counter failures;

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
        up = Gauge.builder()
                .name("usher_backend_up")
                .help("1 while a backend answers, 0 during an outage")
                .labelNames("backend")
                .register(registry);
        addressUp = Gauge.builder()
                .name("usher_backend_address_up")
                .help(
                        "Of backends with several addresses: 1 while that one can be connected, 0 while it is passed over")
                .labelNames("backend", "address")
                .register(registry);
        breaker = Gauge.builder()
                .name("usher_backend_breaker")
                .help(
                        "1 for the state of a backend's breaker; closed: it is asked, open: it isn't, half_open: it is tried")
                .labelNames("backend", "state")
                .register(registry);
    }

    /**
     * One of several addresses can be connected, or can't.
     *
     * @param address from 0; shown from 1
     */
    public void address(String backend, int address, boolean up) {
        addressUp.labelValues(backend, Integer.toString(address + 1)).set(up ? 1 : 0);
    }

    /** A question to that backend failed. */
    public void failed(String backend, ExchangeFailure.Kind why) {
        failures.labelValues(backend, why.name().toLowerCase(Locale.ROOT)).inc();
    }
}
