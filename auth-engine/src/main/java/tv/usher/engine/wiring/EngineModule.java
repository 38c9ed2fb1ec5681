package tv.usher.engine.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Named;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.Secret;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.cut.CutMetrics;
import tv.usher.engine.cut.RecentCuts;
import tv.usher.engine.decision.DecisionRecorder;
import tv.usher.engine.decision.ShadowRecorder;
import tv.usher.engine.event.EventLog;
import tv.usher.engine.explain.Explainer;
import tv.usher.engine.inbound.Callers;
import tv.usher.engine.inbound.CertificateMetrics;
import tv.usher.engine.inbound.HttpListener;
import tv.usher.engine.inbound.InboundMetrics;
import tv.usher.engine.inbound.InboundSettings;
import tv.usher.engine.inbound.PeerBounds;
import tv.usher.engine.inbound.SharedByListeners;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.management.Management;
import tv.usher.engine.management.OperatedEngine;
import tv.usher.engine.management.api.Reloading;
import tv.usher.engine.session.BackendSessions;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.SessionListener;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.session.watch.WatchTime;
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

    /** Characters of a hashed address. */
    private static final int HASHED = 16;

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
        PrometheusRegistry registry = new PrometheusRegistry();
        BuildInfo.register(registry, sessionSettings.store());
        bind(PrometheusRegistry.class).toInstance(registry);
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
    EventLog events(Stores stores, PrometheusRegistry registry, Clock clock) {
        return EventLog.of(config.events(), config.dataDir(), hashOf(stores), registry, clock);
    }

    private static UnaryOperator<String> hashOf(Stores stores) {
        return address ->
                stores.keyHash().of("address of an event", address).hex().substring(0, HASHED);
    }

    @Provides
    @Singleton
    ReloadRecorder reloads(PrometheusRegistry registry, EventLog events, Clock clock) {
        return new ReloadRecorder(registry, events, clock);
    }

    @Provides
    @Singleton
    WatchTime watchTime(EventLog events, Clock clock) {
        return config.events().file().isPresent()
                ? WatchTime.noted(events, new DataFolder(config.dataDir()), clock)
                : WatchTime.notNoted(events, clock);
    }

    @Provides
    @Singleton
    Sessions sessions(
            Stores stores,
            SessionMetrics metrics,
            WatchTime watchTime,
            ConfigurationInForce inForce,
            PrometheusRegistry registry,
            Clock clock) {
        SessionListener listener = SessionListener.all(List.of(new BackendSessions(registry), watchTime, inForce));
        if (sessionSettings.maxSessions() < config.sessions().maxSessions()) {
            log.info(
                    "sessions: no more than {} are known at once, since a heap of {} MB holds no more (max-sessions: {}); more need a"
                            + " larger -Xmx",
                    sessionSettings.maxSessions(),
                    Heap.ofThisProcess().megabytes(),
                    config.sessions().maxSessions());
        }
        return new Sessions(sessionSettings, clock, stores.store(), metrics, listener, inForce::isOut);
    }

    @Provides
    @Singleton
    ConfigurationInForce configurationInForce() {
        return new ConfigurationInForce();
    }

    @Provides
    @Singleton
    RecentCuts recentCuts() {
        return RecentCuts.fitting(config.cuts().maxRecent(), Heap.ofThisProcess());
    }

    @Provides
    @Singleton
    DecisionLog decisionLog(Clock clock, EventLog events) {
        return new DecisionLog(clock, events);
    }

    @Provides
    @Singleton
    RecentDecisions recentDecisions() {
        return RecentDecisions.fitting(config.management().recentDecisions(), Heap.ofThisProcess());
    }

    @Provides
    @Singleton
    DecisionRecorder recorder(PrometheusRegistry registry, DecisionLog log, RecentDecisions recent, Clock clock) {
        return new DecisionRecorder(registry, log, recent, clock);
    }

    @Provides
    @Singleton
    ViewerMemory memory(Stores stores, Sessions sessions, SessionMetrics metrics, Clock clock) {
        Viewings viewings = new Viewings(stores.keyHash(), sessionSettings);
        OneTimeCodes codes = new OneTimeCodes(stores.keyHash(), sessionSettings.oneTimeCodes(), clock, sessions);
        return new ViewerMemory(sessions, viewings, codes, metrics);
    }

    @Provides
    @Singleton
    GenerationFactory factory(
            PrometheusRegistry registry,
            ViewerMemory memory,
            DecisionLog log,
            EventLog events,
            ConfigurationInForce inForce,
            RecentCuts recentCuts,
            Stores stores,
            StallWatch watch,
            Clock clock) {
        return new GenerationFactory(
                new BackendMetrics(registry),
                memory,
                new ShadowRecorder(registry, log),
                events,
                inForce,
                new CutMetrics(registry),
                recentCuts,
                () -> Secret.of(stores.keyHash().of("media servers obey this").hex()),
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
    SharedByListeners shared(StallWatch watch, PrometheusRegistry registry) {
        return new SharedByListeners(
                watch, new Semaphore(config.inbound().maxBodies()), new CertificateMetrics(registry));
    }

    @Provides
    @Singleton
    InboundMetrics inboundMetrics(PrometheusRegistry registry) {
        return new InboundMetrics(registry);
    }

    @Provides
    @Singleton
    @Named(HttpListener.CALLERS)
    HttpListener callers(
            Generations generations, DecisionRecorder recorder, InboundMetrics metrics, SharedByListeners shared) {
        Callers callers = new Callers(generations::policy, recorder, metrics);
        InboundSettings settings = new OpenFiles(Clock.system())
                .limit()
                .map(limit -> FileBudget.fitting(config, limit))
                .orElse(config.inbound());
        return new HttpListener(
                HttpListener.CALLERS,
                config.listen(),
                config.tls(),
                settings,
                PeerBounds.ofCallers(settings),
                metrics,
                callers,
                shared);
    }

    @Provides
    @Singleton
    Management management(
            @Named(HttpListener.CALLERS) HttpListener callers,
            Generations generations,
            ViewerMemory memory,
            RecentDecisions decisions,
            DecisionRecorder recorder,
            RecentCuts cuts,
            PrometheusRegistry registry,
            StallWatch watch,
            EventLog events,
            Clock clock) {
        OperatedEngine engine = new OperatedEngine(
                watch::stalled,
                callers::isDraining,
                () -> generations.current().watched(),
                recorder::decided,
                memory.sessions(),
                decisions,
                cuts,
                reloading,
                new Explainer(() -> generations.current().explained()),
                memory.codes());
        Management management = new Management(config.management(), registry, engine, Durations::parse);
        management.tellOf(events, clock);
        return management;
    }

    @Provides
    @Singleton
    @Named(HttpListener.OPERATORS)
    HttpListener operators(Management management, InboundMetrics metrics, SharedByListeners shared) {
        InboundSettings settings =
                config.inbound().forOperators(config.management().maxStreams());
        return new HttpListener(
                HttpListener.OPERATORS,
                config.management().listen(),
                config.management().tls(),
                settings,
                PeerBounds.ofOperators(settings),
                metrics.forOperators(),
                management,
                shared);
    }
}
