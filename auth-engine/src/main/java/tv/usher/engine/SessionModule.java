package tv.usher.engine;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.decision.Memory;
import tv.usher.engine.session.Clock;
import tv.usher.engine.session.LimitSettings;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Stores;
import tv.usher.engine.session.Viewings;

/** Who is known. */
final class SessionModule extends AbstractModule {

    private final UsherConfig config;

    SessionModule(UsherConfig config) {
        this.config = config;
    }

    @Provides
    @Singleton
    Stores stores() {
        return Stores.of(config.sessions(), config.dataDir(), Clock.SYSTEM);
    }

    @Provides
    @Singleton
    SessionMetrics metrics(PrometheusRegistry registry) {
        return new SessionMetrics(registry);
    }

    @Provides
    @Singleton
    Sessions sessions(Stores stores, SessionMetrics metrics) {
        return new Sessions(config.sessions(), Clock.SYSTEM, stores.store(), metrics);
    }

    @Provides
    @Singleton
    Memory memory(Stores stores, Sessions sessions, SessionMetrics metrics) {
        Map<String, LimitSettings> limits = new LinkedHashMap<>();
        for (BackendConfig backend : config.backends()) {
            limits.put(backend.name(), backend.limits());
        }
        return new Memory(
                sessions,
                new Viewings(stores.keyHash(), config.sessions()),
                config.sessions(),
                metrics,
                limits,
                config.dialects().idleTimeouts(),
                System::nanoTime);
    }
}
