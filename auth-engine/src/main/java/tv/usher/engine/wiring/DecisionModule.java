package tv.usher.engine.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.decision.DecisionMetrics;
import tv.usher.engine.decision.DecisionRecorder;
import tv.usher.engine.decision.ShadowRecorder;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;

/** Provides what decides questions, logs and counts decisions, and the clock. */
public final class DecisionModule extends AbstractModule {

    private final UsherConfig config;

    public DecisionModule(UsherConfig config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        bind(Clock.class).toInstance(Clock.SYSTEM);
        bind(PrometheusRegistry.class).toInstance(new PrometheusRegistry());
    }

    @Provides
    @Singleton
    GenerationFactory factory(
            PrometheusRegistry registry,
            Sessions sessions,
            Viewings viewings,
            SessionMetrics metrics,
            DecisionLog log,
            Clock clock) {
        return new GenerationFactory(
                new BackendMetrics(registry), sessions, viewings, metrics, new ShadowRecorder(registry, log), clock);
    }

    @Provides
    @Singleton
    Generations generations(GenerationFactory factory) {
        return new Generations(factory.make(config));
    }

    @Provides
    @Singleton
    DecisionLog decisionLog(Clock clock) {
        return new DecisionLog(clock);
    }

    @Provides
    @Singleton
    RecentDecisions recentDecisions() {
        return new RecentDecisions(config.management().recentDecisions());
    }

    @Provides
    @Singleton
    DecisionRecorder recorder(PrometheusRegistry registry, DecisionLog log, RecentDecisions recent, Clock clock) {
        return new DecisionRecorder(new DecisionMetrics(registry), log, recent, clock);
    }
}
