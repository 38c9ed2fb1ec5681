package tv.usher.bench;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.decision.ShadowRecorder;
import tv.usher.engine.event.Events;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.util.Clock;

/** Rules as a file has them. */
final class BenchRules {

    private BenchRules() {}

    /**
     * @param access entries that ask nobody
     */
    static List<RuleSettings> of(String access) {
        return config(access).access();
    }

    static UsherConfig config(String access) {
        try {
            Path file = Files.createTempFile("rules", ".yaml");
            try {
                Files.writeString(file, "access:\n" + access);
                return new ConfigLoader(Map.of(), "nowhere", name -> null).load(file);
            } finally {
                Files.delete(file);
            }
        } catch (ConfigException e) {
            throw new IllegalArgumentException(String.join("\n", e.problems()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of shadows that there are none of. */
    static ShadowRecorder journal() {
        return new ShadowRecorder(new PrometheusRegistry(), new DecisionLog(Clock.system(), Events.NONE));
    }
}
