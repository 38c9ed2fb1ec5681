package tv.usher.bench;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.HttpAuthority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.decision.Coalescer;
import tv.usher.engine.decision.Combining;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.RuleDecider;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.decision.SessionContext;
import tv.usher.engine.dialect.Call;
import tv.usher.engine.dialect.Dialect;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.dialect.Reply;
import tv.usher.engine.exchange.Exchange;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.rule.Countries;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;
import tv.usher.engine.wiring.Stores;

/** The pure path of a decision: read, decide, translate, write. No socket; the middleware has answered already. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {

    /** With room for one, all others are asked about each time. */
    private final SessionSettings one = BenchSettings.inMemory(1);
    private final Dialects dialects = BenchSettings.dialects(one);
    private final Authority own = new HttpAuthority(
            "own",
            List.of(new Translation()),
            List.of(),
            new Answered(),
            OnUnavailable.DENY,
            response -> Optional.empty(),
            new Unwatched());
    private final Decider asking = decider(one);
    private final Decider knowing = decider(BenchSettings.inMemory(1_000_000));
    private final Call viewer = new FixedCall("203.0.113.7", "7f3a");
    private final Call colleague = new FixedCall("192.168.1.20", "7f3a");
    private long sessions;

    @Benchmark
    public Reply allowedByRule() {
        return walk(colleague, asking);
    }

    @Benchmark
    public Reply knownViewer() {
        return walk(viewer, knowing);
    }

    @Benchmark
    public Reply asksOneBackend() {
        return walk(new FixedCall("203.0.113.7", Long.toHexString(sessions++)), asking);
    }

    private Reply walk(Call call, Decider decider) {
        Dialect dialect = dialects.at(call.target());
        DecisionRequest decisionRequest = dialects.read(dialect, call);
        return dialect.write(decisionRequest.request(), decider.decide(decisionRequest).join());
    }

    private Decider decider(SessionSettings settings) {
        SessionMetrics metrics = new SessionMetrics(new PrometheusRegistry());
        Stores stores = Stores.of(settings, Path.of("unused"), Clock.system());
        Sessions sessions = BenchSettings.sessions(settings, stores.store(), metrics);
        Viewings viewings = new Viewings(stores.keyHash(), settings);
        SessionContext context = new SessionContext(
                sessions,
                viewings,
                settings,
                metrics,
                new Coalescer(),
                Map.of(),
                new OneTimeCodes(stores.keyHash(), settings.oneTimeCodes(), Clock.system(), sessions),
                Clock.system());
        return new RuleDecider(
                List.of(office(), everyone()), List.of(), Map.of("own", own), Map.of(), context, Countries.NONE, BenchRules.journal());
    }

    private static RuleSettings office() {
        return BenchRules.of("- {name: office, when: {address: [192.168.0.0/16, 'fd00::/8']}, then: allow}\n")
                .get(0);
    }

    private static RuleSettings everyone() {
        return new RuleSettings(
                "everyone", Optional.empty(), Optional.empty(), List.of("own"), Combining.ANY_ALLOWS, List.of(), 50, Optional.empty(), Map.of());
    }

    /** What the plugin {@code http} does. */
    private static final class Translation implements Backend {

        private final Endpoint endpoint = Endpoint.of(URI.create("http://127.0.0.1:6000"));

        @Override
        public Optional<BackendRequest> toRequest(AccessRequest request) {
            return Optional.of(endpoint.get(request));
        }

        @Override
        public Verdict interpret(AccessRequest request, BackendResponse response) {
            return new Verdict.Allow(Grant.fromHeaders(response, Duration.ofMinutes(3)));
        }
    }

    private static final class Unwatched implements HttpAuthority.Watch {

        @Override
        public void failed(ExchangeFailure.Kind why) {}

        @Override
        public void pluginFault() {}
    }

    private static final class Answered implements Exchange {

        private final BackendResponse answer = BackendResponse.of(200).header("Server", "nginx").header("Content-Length", "0").header("X-UserId", "77").header("X-AuthDuration", "3600");

        @Override
        public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses, String client) {
            addresses.get(0).target();
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses, Duration timeout) {
            return ask(addresses, "");
        }

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public void close() {}
    }
}
