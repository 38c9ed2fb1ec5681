package tv.usher.engine.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;

/** Provides the known viewers and their store. */
public final class SessionModule extends AbstractModule {

    private final UsherConfig config;

    public SessionModule(UsherConfig config) {
        this.config = config;
    }

    @Provides
    @Singleton
    Stores stores(Clock clock) {
        return Stores.of(config.sessions(), config.dataDir(), clock);
    }

    @Provides
    @Singleton
    SessionMetrics metrics(PrometheusRegistry registry) {
        return new SessionMetrics(registry);
    }

    @Provides
    @Singleton
    Sessions sessions(Stores stores, SessionMetrics metrics, Clock clock) {
        return new Sessions(config.sessions(), clock, stores.store(), metrics);
    }

    @Provides
    @Singleton
    Viewings viewings(Stores stores) {
        return new Viewings(stores.keyHash(), config.sessions());
    }
}
