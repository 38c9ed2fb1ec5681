package tv.usher.engine.inbound;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;

/** When the certificates end that the listeners show. */
public final class CertificateMetrics {

    private final Gauge ends;

    public CertificateMetrics(PrometheusRegistry registry) {
        ends = Gauge.builder()
                .name("usher_tls_certificate_not_after_timestamp_seconds")
                .help("When the first certificate ends of the chain that a listener shows")
                .labelNames("listener")
                .register(registry);
    }

    void shown(String listener, Instant end) {
        ends.labelValues(listener).set(end.toEpochMilli() / 1_000.0);
    }
}
