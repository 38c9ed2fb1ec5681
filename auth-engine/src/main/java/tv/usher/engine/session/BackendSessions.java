package tv.usher.engine.session;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts the sessions of each backend. */
public final class BackendSessions implements SessionListener {

    private final Gauge sessions;
    private final Map<String, GaugeDataPoint> byBackend = new ConcurrentHashMap<>();

    public BackendSessions(PrometheusRegistry registry) {
        this.sessions = Gauge.builder()
                .withoutExemplars()
                .name("usher_backend_sessions")
                .help(
                        "Sessions that a backend let in, those included whose grant is over and that haven't been swept yet")
                .labelNames("backend")
                .register(registry);
    }

    @Override
    public void began(Session session) {
        of(session).inc();
    }

    @Override
    public void restored(Session session, StoredSession stored) {
        of(session).inc();
    }

    @Override
    public void ended(Session session, SessionEnd why, @Nullable Session newer) {
        of(session).dec();
    }

    private GaugeDataPoint of(Session session) {
        return byBackend.computeIfAbsent(session.origin().backend(), sessions::labelValues);
    }
}
