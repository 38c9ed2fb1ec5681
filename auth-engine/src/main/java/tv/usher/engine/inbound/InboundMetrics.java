package tv.usher.engine.inbound;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;

/** The metrics of callers; of operators, only the connections that were refused to them. */
public final class InboundMetrics {

    final Gauge connections;
    final CounterDataPoint callersBeyondBound;
    final CounterDataPoint othersBeyondBound;
    final CounterDataPoint untrustedCallers;
    final CounterDataPoint failedHandshakes;
    private final Counter refusedConnections;
    private final Counter brokenRequests;

    public InboundMetrics(PrometheusRegistry registry) {
        this(registry, null);
    }

    /** Of the listener for operators, whose other metrics aren't published. */
    public InboundMetrics forOperators() {
        return new InboundMetrics(new PrometheusRegistry(), refusedConnections.labelValues("management"));
    }

    /**
     * @param beyondBound counts the connections beyond the bound; null: those of callers
     */
    private InboundMetrics(PrometheusRegistry registry, @Nullable CounterDataPoint beyondBound) {
        connections = Gauge.builder()
                .name("usher_connections")
                .help("Open connections, also of peers outside trusted-callers")
                .register(registry);
        refusedConnections = Counter.builder()
                .name("usher_refused_connections_total")
                .help("Connections closed at once, by the key whose bound was reached; management: those of operators")
                .labelNames("bound")
                .withoutExemplars()
                .register(registry);
        callersBeyondBound = beyondBound == null ? refusedConnections.labelValues("max-connections") : beyondBound;
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
