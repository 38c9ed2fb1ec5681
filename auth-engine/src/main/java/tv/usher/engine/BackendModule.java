package tv.usher.engine;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tv.usher.engine.backend.BackendMetrics;
import tv.usher.engine.config.UsherConfig;

/** Who can be asked. */
final class BackendModule extends AbstractModule {

    private final UsherConfig config;

    BackendModule(UsherConfig config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        bind(PrometheusRegistry.class).toInstance(new PrometheusRegistry());
    }

    @Provides
    @Singleton
    Backends backends(PrometheusRegistry registry) {
        return new Backends(config.backends(), new BackendMetrics(registry), System::nanoTime);
    }
}
