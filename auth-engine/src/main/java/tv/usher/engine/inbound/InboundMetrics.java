package tv.usher.engine.inbound;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The metrics of callers. */
public final class InboundMetrics {

    final Gauge connections;
    final CounterDataPoint callersBeyondBound;
    final CounterDataPoint othersBeyondBound;
    final CounterDataPoint untrustedCallers;
    final CounterDataPoint failedHandshakes;
    private final Counter brokenRequests;

    public InboundMetrics(PrometheusRegistry registry) {
        connections = Gauge.builder()
                .name("usher_connections")
                .help("Open connections, also of peers outside trusted-callers")
                .register(registry);
        Counter refusedConnections = Counter.builder()
                .name("usher_refused_connections_total")
                .help("Connections closed at once, by the key whose bound was reached")
                .labelNames("bound")
                .withoutExemplars()
                .register(registry);
        callersBeyondBound = refusedConnections.labelValues("max-connections");
        othersBeyondBound = refusedConnections.labelValues("max-untrusted");
        untrustedCallers = Counter.builder()
                .name("usher_untrusted_calls_total")
                .help("Questions answered 403 because they came from outside trusted-callers")
                .withoutExemplars()
                .register(registry)
                .labelValues();
        failedHandshakes = Counter.builder()
                .name("usher_failed_handshakes_total")
                .help("Connections that came to no TLS: no certificate of client-ca, plain HTTP, too slow, or left")
                .withoutExemplars()
                .register(registry)
                .labelValues();
        brokenRequests = Counter.builder()
                .name("usher_broken_requests_total")
                .help("Requests that were no proper HTTP, too large or too slow, by the status they were answered with")
                .labelNames("status")
                .withoutExemplars()
                .register(registry);
    }

    void brokenRequest(HttpResponseStatus status) {
        brokenRequests.labelValues(status.codeAsText().toString()).inc();
    }
}
