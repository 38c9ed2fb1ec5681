package tv.usher.engine.backend.guard;

import io.prometheus.metrics.core.metrics.Gauge;

/** The state of the backends of one configuration. {@link BackendMetrics} decides which configuration is shown. */
final class BackendGauges {

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
}
