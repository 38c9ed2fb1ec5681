package tv.usher.engine;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.DecisionLog;
import tv.usher.engine.decision.DecisionMetrics;
import tv.usher.engine.decision.Journal;
import tv.usher.engine.decision.Memory;
import tv.usher.engine.decision.RuleDecider;

/** How a question is decided and noted. */
final class DecisionModule extends AbstractModule {

    private final UsherConfig config;

    DecisionModule(UsherConfig config) {
        this.config = config;
    }

    @Provides
    @Singleton
    Decider decider(Backends backends, Memory memory) {
        return new RuleDecider(config.access(), backends.authorities(), memory);
    }

    @Provides
    @Singleton
    DecisionLog decisionLog() {
        return new DecisionLog(System::nanoTime);
    }

    @Provides
    @Singleton
    Journal journal(PrometheusRegistry registry, DecisionLog log) {
        return new Journal(new DecisionMetrics(registry), log);
    }
}
