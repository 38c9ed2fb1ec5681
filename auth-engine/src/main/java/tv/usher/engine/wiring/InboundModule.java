package tv.usher.engine.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.decision.DecisionRecorder;
import tv.usher.engine.inbound.Callers;
import tv.usher.engine.inbound.HttpListener;
import tv.usher.engine.inbound.InboundMetrics;

/** Provides the listener for callers. */
public final class InboundModule extends AbstractModule {

    private final UsherConfig config;

    public InboundModule(UsherConfig config) {
        this.config = config;
    }

    @Provides
    @Singleton
    @ForCallers
    HttpListener listener(Generations generations, DecisionRecorder recorder, PrometheusRegistry registry) {
        InboundMetrics metrics = new InboundMetrics(registry);
        Callers callers = new Callers(() -> generations.current().policy(), recorder, metrics);
        return new HttpListener("callers", config.listen(), config.inbound(), metrics, callers);
    }
}
