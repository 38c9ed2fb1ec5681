package tv.usher.engine.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tv.usher.engine.config.Durations;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.explain.Explainer;
import tv.usher.engine.inbound.HttpListener;
import tv.usher.engine.inbound.InboundMetrics;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.management.Management;
import tv.usher.engine.management.OperatedEngine;
import tv.usher.engine.management.api.Reloading;
import tv.usher.engine.session.Sessions;

/** Provides the listener for operators. */
public final class ManagementModule extends AbstractModule {

    private final UsherConfig config;
    private final Reloading reloading;

    public ManagementModule(UsherConfig config, Reloading reloading) {
        this.config = config;
        this.reloading = reloading;
    }

    @Override
    protected void configure() {
        bind(Reloading.class).toInstance(reloading);
    }

    @Provides
    @Singleton
    Management management(
            @ForCallers HttpListener callers,
            Generations generations,
            Sessions sessions,
            RecentDecisions decisions,
            PrometheusRegistry registry,
            Reloading reloading) {
        OperatedEngine engine = new OperatedEngine(
                callers::isDraining,
                () -> generations.current().outages(),
                sessions,
                decisions,
                reloading,
                new Explainer(() -> generations.current().inForce()));
        return new Management(config.management(), registry, engine, Durations::parse);
    }

    @Provides
    @Singleton
    @ForOperators
    HttpListener listener(Management management) {
        InboundMetrics unpublished =
                new InboundMetrics(new PrometheusRegistry()); // the published metrics are about callers
        return new HttpListener(
                "management", config.management().listen(), config.inbound().withThreads(1), unpublished, management);
    }
}
