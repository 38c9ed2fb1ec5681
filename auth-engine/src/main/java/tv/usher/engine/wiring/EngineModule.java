package tv.usher.engine.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.decision.DecisionRecorder;
import tv.usher.engine.decision.ShadowRecorder;
import tv.usher.engine.explain.Explainer;
import tv.usher.engine.inbound.Callers;
import tv.usher.engine.inbound.HttpListener;
import tv.usher.engine.inbound.InboundMetrics;
import tv.usher.engine.inbound.InboundSettings;
import tv.usher.engine.inbound.Places;
import tv.usher.engine.inbound.SharedByListeners;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.management.Management;
import tv.usher.engine.management.OperatedEngine;
import tv.usher.engine.management.api.Reloading;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Durations;
import tv.usher.engine.util.Heap;
import tv.usher.engine.util.OpenFiles;
import tv.usher.engine.util.StallWatch;

/**
 * How an engine is put together: the objects that live as long as the process, from the store to the listeners. What a reload replaces is
 * made by {@link GenerationFactory}.
 */
public final class EngineModule extends AbstractModule {

    private static final Logger log = LoggerFactory.getLogger(EngineModule.class);

    private final UsherConfig config;
    private final SessionSettings sessionSettings;
    private final Reloading reloading;

    public EngineModule(UsherConfig config, Reloading reloading) {
        this.config = config;
        this.sessionSettings = config.sessions().fitting(Heap.ofThisProcess());
        this.reloading = reloading;
    }

    /** Every binding is explicit, and Guice creates nothing by itself. */
    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        binder().requireExactBindingAnnotations();
        binder().disableCircularProxies();
        bind(Clock.class).toInstance(Clock.system());
        bind(PrometheusRegistry.class).toInstance(new PrometheusRegistry());
        bind(UsherConfig.class).toInstance(config);
    }

    @Provides
    @Singleton
    StallWatch watch(PrometheusRegistry registry, Clock clock) {
        return new StallWatch(registry, clock);
    }

    @Provides
    @Singleton
    Stores stores(Clock clock) {
        return Stores.of(sessionSettings, config.dataDir(), clock);
    }

    @Provides
    @Singleton
    SessionMetrics sessionMetrics(PrometheusRegistry registry) {
        return new SessionMetrics(registry);
    }

    @Provides
    @Singleton
    Sessions sessions(Stores stores, SessionMetrics metrics, Clock clock) {
        if (sessionSettings.maxSessions() < config.sessions().maxSessions()) {
            log.info(
                    "sessions: no more than {} are known at once, since a heap of {} MB holds no more (max-sessions: {}); more need a"
                            + " larger -Xmx",
                    sessionSettings.maxSessions(),
                    Heap.ofThisProcess().megabytes(),
                    config.sessions().maxSessions());
        }
        return new Sessions(sessionSettings, clock, stores.store(), metrics);
    }

    @Provides
    @Singleton
    Viewings viewings(Stores stores) {
        return new Viewings(stores.keyHash(), sessionSettings);
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
        return new DecisionRecorder(registry, log, recent, clock);
    }

    @Provides
    @Singleton
    GenerationFactory factory(
            PrometheusRegistry registry,
            Sessions sessions,
            Viewings viewings,
            SessionMetrics metrics,
            DecisionLog log,
            StallWatch watch,
            Clock clock) {
        return new GenerationFactory(
                new BackendMetrics(registry),
                sessions,
                viewings,
                metrics,
                new ShadowRecorder(registry, log),
                watch,
                clock);
    }

    @Provides
    @Singleton
    Generations generations(GenerationFactory factory) {
        return new Generations(factory.make(config));
    }

    @Provides
    @Singleton
    SharedByListeners shared(StallWatch watch) {
        return new SharedByListeners(watch, new Places(config.inbound().maxBodies()));
    }

    @Provides
    @Singleton
    @ForCallers
    HttpListener callers(
            Generations generations, DecisionRecorder recorder, PrometheusRegistry registry, SharedByListeners shared) {
        InboundMetrics metrics = new InboundMetrics(registry);
        Callers callers = new Callers(generations::policy, recorder, metrics);
        InboundSettings settings = new OpenFiles(Clock.system())
                .limit()
                .map(limit -> FileBudget.fitting(config, limit))
                .orElse(config.inbound());
        return new HttpListener(
                HttpListener.CALLERS, config.listen(), config.tls(), settings, metrics, callers, shared);
    }

    @Provides
    @Singleton
    Management management(
            @ForCallers HttpListener callers,
            Generations generations,
            Sessions sessions,
            RecentDecisions decisions,
            DecisionRecorder recorder,
            PrometheusRegistry registry,
            StallWatch watch) {
        OperatedEngine engine = new OperatedEngine(
                watch::stalled,
                callers::isDraining,
                () -> generations.current().outages(),
                () -> generations.current().watched(),
                recorder::decided,
                sessions,
                decisions,
                reloading,
                new Explainer(() -> generations.current().inForce()));
        return new Management(config.management(), registry, engine, Durations::parse);
    }

    @Provides
    @Singleton
    @ForOperators
    HttpListener operators(Management management, SharedByListeners shared) {
        InboundMetrics unpublished =
                new InboundMetrics(new PrometheusRegistry()); // published metrics are about callers
        return new HttpListener(
                HttpListener.OPERATORS,
                config.management().listen(),
                config.management().tls(),
                config.inbound().forOperators(),
                unpublished,
                management,
                shared);
    }
}
