package tv.usher.bench;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tv.usher.engine.decision.Coalescer;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.RuleDecider;
import tv.usher.engine.decision.SessionContext;
import tv.usher.engine.dialect.Call;
import tv.usher.engine.dialect.Dialect;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.dialect.Reply;
import tv.usher.engine.rule.Countries;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;
import tv.usher.engine.wiring.Stores;

/** What many rules cost: the bar for ten thousand rules with fifty thousand ranges is twice the time of ten with ten. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RulesBenchmark {

    @Param({"10", "10000"})
    private int rules;

    private final SessionSettings settings = BenchSettings.inMemory(1);
    private final Dialects dialects = BenchSettings.dialects(settings);
    private final Call blocked = new FixedCall("10.0.0.129", "7f3a");
    private final Call viewer = new FixedCall("203.0.113.7", "7f3a");
    private Decider decider;

    @Setup
    public void compile() {
        SessionMetrics metrics = new SessionMetrics(new PrometheusRegistry());
        Stores stores = Stores.of(settings, Path.of("unused"), Clock.system());
        Sessions sessions = BenchSettings.sessions(settings, stores.store(), metrics);
        SessionContext context = new SessionContext(
                sessions,
                new Viewings(stores.keyHash(), settings),
                settings,
                metrics,
                new Coalescer(),
                Map.of(),
                new OneTimeCodes(stores.keyHash(), settings.oneTimeCodes(), Clock.system(), sessions),
                Clock.system());
        decider =
                new RuleDecider(BenchRules.of(access()), List.of(), Map.of(), Map.of(), context, Countries.NONE, BenchRules.journal());
    }

    /** One rule with ranges, five for each rule of paths beyond ten, the rules of paths, and one for everybody. */
    private String access() {
        StringBuilder access = new StringBuilder("- name: blocked\n  then: deny\n  when:\n    address:\n");
        int ranges = rules == 10 ? 10 : 5 * rules;
        for (int i = 0; i < ranges; i++) {
            access.append("    - 10.").append(i >> 12).append('.').append(i >> 4 & 255).append('.');
            access.append((i & 15) * 16).append("/30\n");
        }
        for (int i = 0; i < rules - 2; i++) {
            access.append("- {then: deny, when: {path: [\"/live/ch").append(i).append("/**\"]}}\n");
        }
        return access.append("- {then: allow}\n").toString();
    }

    @Benchmark
    public Reply noneBeforeTheLastHolds() {
        return walk(viewer);
    }

    @Benchmark
    public Reply oneRangeHolds() {
        return walk(blocked);
    }

    private Reply walk(Call call) {
        Dialect dialect = dialects.at(call.target());
        DecisionRequest decisionRequest = dialect.read(call);
        return dialect.write(decisionRequest.request(), decider.decide(decisionRequest).join());
    }
}
