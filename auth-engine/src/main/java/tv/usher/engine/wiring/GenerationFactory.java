package tv.usher.engine.wiring;

import java.util.Optional;
import java.util.function.Supplier;
import tv.usher.api.Secret;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.check.Checks;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.config.EntryFile;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.cut.CutMetrics;
import tv.usher.engine.cut.RecentCuts;
import tv.usher.engine.decision.Coalescer;
import tv.usher.engine.decision.RuleDecider;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.decision.SessionContext;
import tv.usher.engine.decision.ShadowRecorder;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.event.Events;
import tv.usher.engine.inbound.Policy;
import tv.usher.engine.rule.Countries;
import tv.usher.engine.rule.GeoDatabase;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.StallWatch;

/** Makes generations. All of them use the same sessions. */
public final class GenerationFactory {

    private final BackendMetrics backendMetrics;
    private final ViewerMemory memory;
    private final ShadowRecorder shadows;
    private final Events events;
    private final Coalescer coalescer = new Coalescer();
    private final TokenGuards guards;
    private final KeyMemory keys = new KeyMemory();
    private final ConfigurationInForce inForce;
    private final CutMetrics cutMetrics;
    private final RecentCuts recentCuts;
    private final Supplier<Secret> ownPassword;
    private final StallWatch watch;
    private final Clock clock;

    /**
     * @param ownPassword by which media servers' questions show that it is Usher whom they have to obey
     */
    GenerationFactory(
            BackendMetrics backendMetrics,
            ViewerMemory memory,
            ShadowRecorder shadows,
            Events events,
            ConfigurationInForce inForce,
            CutMetrics cutMetrics,
            RecentCuts recentCuts,
            Supplier<Secret> ownPassword,
            StallWatch watch,
            Clock clock) {
        this.backendMetrics = backendMetrics;
        this.memory = memory;
        this.shadows = shadows;
        this.events = events;
        this.inForce = inForce;
        this.cutMetrics = cutMetrics;
        this.recentCuts = recentCuts;
        this.ownPassword = ownPassword;
        this.watch = watch;
        this.guards = new TokenGuards(clock);
        this.clock = clock;
    }

    /**
     * @throws IllegalArgumentException if something that the configuration names can't be used; the message is for the operator
     */
    public Generation make(UsherConfig config) {
        Countries countries =
                config.geo().database().<Countries>map(GeoDatabase::new).orElse(Countries.NONE);
        try {
            return make(config, countries);
        } catch (RuntimeException e) { // else each refused reload would leak threads
            countries.close();
            throw e;
        }
    }

    private Generation make(UsherConfig config, Countries countries) {
        Backends backends = new Backends(
                config.backends(),
                config.checks(),
                new Checks(new EntryFile(config.environment()), keys, clock),
                backendMetrics.forAnother(),
                events,
                (name, since) ->
                        memory.sessions().reauthorization().doubt(RuleSettings.letInBy(name, config.access()), since),
                watch,
                clock);
        try {
            return make(config, countries, backends);
        } catch (RuntimeException e) { // as above
            backends.close();
            throw e;
        }
    }

    private Generation make(UsherConfig config, Countries countries, Backends backends) {
        TokenGuards.Guarded guarded = guards.around(backends.authorities(), config);
        RuleDecider rules = new RuleDecider(
                config.access(),
                config.limits(),
                guarded.authorities(),
                backends.authorities(),
                memory(config),
                countries,
                shadows);
        Policy policy = new Policy(
                config.trustedCallers(),
                new Dialects(
                        config.sessions(),
                        config.dialects(),
                        config.identity(),
                        backends.authorities().values(),
                        ownPassword),
                rules,
                inForce::refusedAndOpen);
        Optional<Cutting> cutting = Cutting.of(config, ownPassword, cutMetrics, recentCuts, clock);
        return new Generation(backends, countries, rules, policy, cutting, inForce, guarded.inForce());
    }

    private SessionContext memory(UsherConfig config) {
        return new SessionContext(
                memory.sessions(),
                memory.viewings(),
                config.sessions(),
                memory.metrics(),
                coalescer,
                config.dialects().idleTimeouts(),
                memory.codes(),
                clock);
    }
}
