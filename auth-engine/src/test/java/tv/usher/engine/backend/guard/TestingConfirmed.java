package tv.usher.engine.backend.guard;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.HttpAuthority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.backend.TestingHttp;
import tv.usher.engine.event.Events;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.util.TestingClock;
import tv.usher.engine.util.TestingTimer;

/**
 * A backend with its canary, its breaker and its outages. A test says apart what viewers' questions and canaries meet: the canary has an
 * exchange of its own here.
 */
public final class TestingConfirmed {

    static final Duration TIMEOUT = Duration.ofSeconds(2);
    static final Duration EVERY = Duration.ofSeconds(60);
    static final Duration OPEN_FOR = Duration.ofSeconds(5);

    final TestingClock clock = new TestingClock();
    final TestingTimer timer = new TestingTimer(clock);
    final PrometheusRegistry registry = new PrometheusRegistry();
    final BackendMetrics metrics = new BackendMetrics(registry);
    final TestingExchange viewers = new TestingExchange().answers(200);
    final TestingExchange canaries = new TestingExchange().answers(403);
    final List<Long> doubted = new ArrayList<>();
    final Outage outage = new Outage("portal", OnUnavailable.ALLOW, metrics, Events.NONE, clock);
    final TestingBackend plugin;
    final Canary canary;
    final ConfirmedAuthority authority;

    public TestingConfirmed() {
        this("60s", On5xx.DENY, new TestingBackend());
    }

    TestingConfirmed(String every, On5xx on5xx, TestingBackend plugin) {
        this(every, on5xx, plugin, true);
    }

    private TestingConfirmed(String every, On5xx on5xx, TestingBackend plugin, boolean hasBreaker) {
        this.plugin = plugin;
        HttpAuthority asked = TestingHttp.authority(
                "portal", viewers, OnUnavailable.ALLOW, on5xx, clock, why -> metrics.failed("portal", why), plugin);
        HttpAuthority stranger =
                TestingHttp.authority("portal", canaries, OnUnavailable.ALLOW, on5xx, clock, why -> {}, plugin);
        this.canary =
                new Canary(stranger, CanaryInterval.parse(every), TIMEOUT, outage, metrics, doubted::add, timer, clock);
        BreakerSettings breaker = new BreakerSettings(hasBreaker, 50, Duration.ofSeconds(5), 3, OPEN_FOR, 2);
        this.authority = new ConfirmedAuthority(asked, outage, canary, breaker, metrics, clock);
    }

    static TestingConfirmed withoutBreaker() {
        return new TestingConfirmed("60s", On5xx.DENY, new TestingBackend(), false);
    }

    TestingConfirmed started() {
        canary.start();
        return this;
    }

    CompletableFuture<Verdict> judge(String client) {
        return authority.judge(
                AccessRequest.builder().clientAddress(client).query("token=1").build());
    }

    /** The verdict's word; {@code undecided} if the question failed. */
    String said(String client) {
        return word(judge(client));
    }

    static String word(CompletableFuture<Verdict> verdict) {
        if (!verdict.isDone()) {
            return "waits";
        }
        return verdict.isCompletedExceptionally()
                ? "undecided"
                : verdict.join().fold(allow -> "allow", deny -> "deny", abstain -> "abstain", out -> "unavailable");
    }

    /** What viewers' questions meet from now on. */
    TestingConfirmed viewersMeet(ExchangeFailure.Kind kind) {
        viewers.instead().fails(kind);
        return this;
    }

    TestingConfirmed canariesMeet(ExchangeFailure.Kind kind) {
        canaries.instead().fails(kind);
        return this;
    }

    /** Lets the newest canary that hangs fail by its timeout. */
    void canaryTimesOut() {
        List<CompletableFuture<BackendResponse>> asked = canaries.answers();
        asked.get(asked.size() - 1)
                .completeExceptionally(new ExchangeFailure(ExchangeFailure.Kind.TIMEOUT, "no answer within 1s"));
    }

    double counted(String metric, String label, String value) {
        return registry.scrape(metric::equals).stream()
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .filter(point -> value.equals(point.getLabels().get(label)))
                .mapToDouble(TestingConfirmed::value)
                .sum();
    }

    private static double value(DataPointSnapshot point) {
        return point instanceof GaugeSnapshot.GaugeDataPointSnapshot gauge
                ? gauge.getValue()
                : ((CounterSnapshot.CounterDataPointSnapshot) point).getValue();
    }
}
