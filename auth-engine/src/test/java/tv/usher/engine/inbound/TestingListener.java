package tv.usher.engine.inbound;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import tv.usher.engine.TestingLog;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.DecisionRecorder;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.dialect.TestingDialects;
import tv.usher.engine.event.Events;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.tls.ListenerTlsSettings;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.StallWatch;

/** The real listener on a free port of loopback, in front of a decider of the test's own. */
final class TestingListener implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(30);

    private static final List<Cidr> LOOPBACK = List.of(Cidr.parse("127.0.0.0/8"));

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final TestingLog lines = TestingLog.of("decision");
    private final DecisionLog log = new DecisionLog(Clock.system(), Events.NONE);
    private final Queue<DecisionRequest> refusedAndOpen = new ConcurrentLinkedQueue<>();
    private final StallWatch watch;
    private final HttpListener listener;
    private volatile Policy policy;
    private final InetSocketAddress address;

    private TestingListener(Decider decider, InboundSettings settings, List<Cidr> trusted, Duration idleGrace)
            throws IOException {
        this(decider, TestingDialects.speaking(), Optional.empty(), settings, trusted, idleGrace);
    }

    private TestingListener(
            Decider decider,
            Dialects dialects,
            Optional<ListenerTlsSettings> tls,
            InboundSettings settings,
            List<Cidr> trusted,
            Duration idleGrace)
            throws IOException {
        this(decider, dialects, tls, settings, trusted, idleGrace, Clock.system());
    }

    private TestingListener(
            Decider decider,
            Dialects dialects,
            Optional<ListenerTlsSettings> tls,
            InboundSettings settings,
            List<Cidr> trusted,
            Duration idleGrace,
            Clock recording)
            throws IOException {
        InboundMetrics metrics = new InboundMetrics(registry);
        DecisionRecorder recorder = new DecisionRecorder(registry, log, new RecentDecisions(10), recording);
        policy = new Policy(trusted, dialects, decider, refusedAndOpen::add);
        Callers callers = new Callers(() -> policy, recorder, metrics);
        watch = new StallWatch(registry, Clock.system());
        SharedByListeners shared =
                new SharedByListeners(watch, new Semaphore(settings.maxBodies()), new CertificateMetrics(registry));
        listener = new HttpListener(
                "test",
                HostPort.parse("127.0.0.1:0"),
                tls,
                settings,
                PeerBounds.ofCallers(settings),
                metrics,
                callers,
                shared,
                idleGrace);
        address = listener.start(ListeningSockets.none());
    }

    /** From now on other peers are trusted, and another decides. */
    void reload(String trusted, Decider decider) {
        policy = new Policy(List.of(Cidr.parse(trusted)), TestingDialects.speaking(), decider, open -> {});
    }

    static TestingListener inFrontOf(Decider decider) throws IOException {
        return inFrontOf(decider, settings());
    }

    static TestingListener inFrontOf(Decider decider, Dialects dialects) throws IOException {
        return new TestingListener(decider, dialects, Optional.empty(), settings(), LOOPBACK, Duration.ZERO);
    }

    /** Notes decisions with the time of this clock. */
    static TestingListener recordingBy(Clock clock, Decider decider) throws IOException {
        return new TestingListener(
                decider, TestingDialects.speaking(), Optional.empty(), settings(), LOOPBACK, Duration.ZERO, clock);
    }

    static TestingListener inFrontOf(Decider decider, InboundSettings settings) throws IOException {
        return new TestingListener(decider, settings, LOOPBACK, Duration.ZERO);
    }

    static TestingListener speaking(ListenerTlsSettings tls, Decider decider, InboundSettings settings)
            throws IOException {
        return new TestingListener(
                decider, TestingDialects.speaking(), Optional.of(tls), settings, LOOPBACK, Duration.ZERO);
    }

    /** A stop keeps idle connections open until they ask once more. */
    static TestingListener withGrace(Decider decider) throws IOException {
        return withGrace(decider, LONG);
    }

    static TestingListener withGrace(Decider decider, Duration grace) throws IOException {
        return new TestingListener(decider, settings(), LOOPBACK, grace);
    }

    /** Trusts everybody but the test. */
    static TestingListener trustingOthers(Decider decider) throws IOException {
        return new TestingListener(
                decider, settings(), List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("::1")), Duration.ZERO);
    }

    static TestingListener trusting(String address, Decider decider, InboundSettings settings) throws IOException {
        return new TestingListener(decider, settings, List.of(Cidr.parse(address)), Duration.ZERO);
    }

    /** Small bounds, and times that never end by themselves. */
    static InboundSettings settings() {
        return settings(LONG, LONG);
    }

    static InboundSettings settings(Duration requestTimeout, Duration idleTimeout) {
        return new InboundSettings(512, 2048, 1024, 1 << 20, requestTimeout, idleTimeout, 100, 100, LONG, 1);
    }

    InetSocketAddress address() {
        return address;
    }

    RawConnection connect() throws IOException {
        return RawConnection.to(address);
    }

    /** Sends these bytes on a connection of their own. */
    RawResponse ask(String bytes) throws IOException {
        try (RawConnection connection = connect()) {
            return connection.send(bytes).answer();
        }
    }

    void stop() {
        listener.stop();
    }

    /** Looks after the event loops once it is started. */
    StallWatch watch() {
        return watch;
    }

    boolean isDraining() {
        return listener.isDraining();
    }

    double counted(String counter, String label) {
        return registry.scrape(counter::equals).stream()
                .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
                .filter(point -> point.getLabels().stream()
                        .anyMatch(each -> each.getValue().equals(label)))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    double counted(String counter) {
        return registry.scrape(counter::equals).stream()
                .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    double connections() {
        return gauge("usher_connections");
    }

    /** Of the only series that there is. */
    double gauge(String name) {
        return ((GaugeSnapshot) registry.scrape(name::equals).get(0))
                .getDataPoints()
                .get(0)
                .getValue();
    }

    /** Whose connections have to be cut, so far. */
    List<DecisionRequest> refusedAndOpen() {
        return List.copyOf(refusedAndOpen);
    }

    HttpListener listener() {
        return listener;
    }

    /** What the decision log says so far. */
    List<String> lines() {
        return lines.lines();
    }

    @Override
    public void close() {
        listener.stop();
        watch.close();
        log.close();
        lines.close();
    }
}
