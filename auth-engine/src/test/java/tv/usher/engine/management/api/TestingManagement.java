package tv.usher.engine.management.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Reason;
import tv.usher.api.Secret;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.guard.BackendActivity;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.backend.guard.UnverifiedSettings;
import tv.usher.engine.backend.guard.WatchedBackend;
import tv.usher.engine.cut.RecentCuts;
import tv.usher.engine.cut.TestingCuts;
import tv.usher.engine.decision.Answer;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRecorder;
import tv.usher.engine.decision.TestingRequests;
import tv.usher.engine.event.EventLog;
import tv.usher.engine.event.Events;
import tv.usher.engine.explain.TestingExplaining;
import tv.usher.engine.inbound.CertificateMetrics;
import tv.usher.engine.inbound.HttpListener;
import tv.usher.engine.inbound.InboundMetrics;
import tv.usher.engine.inbound.InboundSettings;
import tv.usher.engine.inbound.ListeningSockets;
import tv.usher.engine.inbound.PeerBounds;
import tv.usher.engine.inbound.RawConnection;
import tv.usher.engine.inbound.RawResponse;
import tv.usher.engine.inbound.SharedByListeners;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.RecentDecisions;
import tv.usher.engine.management.Management;
import tv.usher.engine.management.ManagementSettings;
import tv.usher.engine.management.OperatedEngine;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.session.MemoryStore;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.TestingOrigins;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.Unverified;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Durations;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.StallWatch;
import tv.usher.engine.util.TestingClock;

/** The real listener for operators on a free port, over real sessions in memory of the backends {@code own} and {@code other}. */
final class TestingManagement implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final SessionSettings SETTINGS = TestingSessions.settings();

    private final TestingClock clock = new TestingClock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Viewings viewings = new Viewings(TestingSessions.keyHash(), SETTINGS);
    private final Sessions sessions;
    private final OneTimeCodes codes;
    private final RecentDecisions decisions = new RecentDecisions(100);
    private final RecentCuts cuts = new RecentCuts(100);
    private final TestingReloading reloading = new TestingReloading();
    private final List<WatchedBackend> backends = new ArrayList<>();
    private final Map<Answer, Double> decided =
            new ConcurrentHashMap<>(Map.of(Answer.ALLOW, 0.0, Answer.DENY, 0.0, Answer.ERROR, 0.0));
    private final Management management;
    private final HttpListener listener;
    private final InetSocketAddress address;

    private TestingManagement(String host, Optional<Secret> token) throws IOException {
        this(host, token, Optional.empty(), new ApiThread());
    }

    private TestingManagement(String host, Optional<Secret> token, Optional<Secret> readOnlyToken, ApiThread thread)
            throws IOException {
        this(host, token, readOnlyToken, thread, new MemoryStore());
    }

    private TestingManagement(
            String host, Optional<Secret> token, Optional<Secret> readOnlyToken, ApiThread thread, SessionStore store)
            throws IOException {
        sessions = TestingSessions.of(SETTINGS, clock.clock(), store, new SessionMetrics(registry));
        codes = new OneTimeCodes(TestingSessions.keyHash(), Duration.ofMinutes(1), clock.clock(), sessions);
        HostPort listen = HostPort.parse(host + ":0");
        BackendMetrics metrics = new BackendMetrics(registry);
        for (String name : new String[] {"own", "other"}) {
            Outage outage = new Outage(name, OnUnavailable.ALLOW, metrics, Events.NONE, Clock.system());
            backends.add(watched(name, OnUnavailable.ALLOW, outage));
        }
        management = new Management(
                new ManagementSettings(listen, token, readOnlyToken, Optional.empty(), 100, 4),
                registry,
                new OperatedEngine(
                        List::of,
                        () -> false,
                        () -> backends,
                        decided::get,
                        sessions,
                        decisions,
                        cuts,
                        reloading,
                        new TestingExplaining(),
                        codes),
                Durations::parse,
                thread);
        InboundSettings settings = new InboundSettings(2048, 2048, 1024, 1 << 20, LONG, LONG, 100, 10, LONG, 1);
        listener = new HttpListener(
                HttpListener.OPERATORS,
                listen,
                Optional.empty(),
                settings,
                PeerBounds.ofCallers(settings),
                new InboundMetrics(registry),
                management,
                new SharedByListeners(
                        new StallWatch(registry, Clock.system()),
                        new Semaphore(1 << 20),
                        new CertificateMetrics(registry)));
        int port = listener.start(ListeningSockets.none()).getPort();
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static TestingManagement onLoopback() throws IOException {
        return new TestingManagement("127.0.0.1", Optional.empty());
    }

    /** Takes over what the store keeps. */
    static TestingManagement over(SessionStore store) throws IOException {
        TestingManagement management =
                new TestingManagement("127.0.0.1", Optional.empty(), Optional.empty(), new ApiThread(), store);
        management.sessions.open();
        return management;
    }

    static TestingManagement onLoopback(String token) throws IOException {
        return new TestingManagement("127.0.0.1", Optional.of(Secret.of(token)));
    }

    static TestingManagement onLoopback(String token, String readOnlyToken) throws IOException {
        return new TestingManagement(
                "127.0.0.1", Optional.of(Secret.of(token)), Optional.of(Secret.of(readOnlyToken)), new ApiThread());
    }

    static TestingManagement onAllInterfaces() throws IOException {
        return new TestingManagement("0.0.0.0", Optional.empty());
    }

    static TestingManagement onAllInterfaces(String token) throws IOException {
        return new TestingManagement("0.0.0.0", Optional.of(Secret.of(token)));
    }

    /** Has as much to do as it takes, and takes nothing more. */
    static TestingManagement busy() throws IOException {
        ApiThread thread = new ApiThread();
        thread.close();
        return new TestingManagement("127.0.0.1", Optional.empty(), Optional.empty(), thread);
    }

    /** With a thread that the test can keep busy. */
    static TestingManagement with(ApiThread thread) throws IOException {
        return new TestingManagement("127.0.0.1", Optional.empty(), Optional.empty(), thread);
    }

    /** Pages over no sessions. */
    static Management of(
            PrometheusRegistry registry,
            Supplier<List<StallWatch.Stall>> stalled,
            BooleanSupplier draining,
            List<WatchedBackend> backends,
            Supplier<String> storeProblem) {
        Sessions sessions =
                TestingSessions.withStoreProblem(new SessionMetrics(new PrometheusRegistry()), storeProblem);
        return new Management(
                new ManagementSettings(
                        HostPort.parse("127.0.0.1:0"), Optional.empty(), Optional.empty(), Optional.empty(), 0, 4),
                registry,
                new OperatedEngine(
                        stalled,
                        draining,
                        () -> backends,
                        answer -> 0,
                        sessions,
                        new RecentDecisions(0),
                        new RecentCuts(0),
                        new TestingReloading(),
                        new TestingExplaining(),
                        new OneTimeCodes(TestingSessions.keyHash(), Duration.ZERO, Clock.system(), sessions)),
                Durations::parse);
    }

    static WatchedBackend watched(String name, OnUnavailable action, Outage outage) {
        return new WatchedBackend(
                name,
                "http",
                action,
                outage,
                null,
                new BackendActivity(),
                Optional.of(new UnverifiedSettings(Optional.of(1_000), 50, Optional.empty())));
    }

    /** A question about a channel is decided. */
    void decided(String client, String session, String path, Decision decision) {
        AccessRequest request = AccessRequest.builder()
                .clientAddress(client)
                .session(session)
                .path(path)
                .query("token=secret-of-a-viewer")
                .build();
        try (DecisionLog log = new DecisionLog(Clock.system(), Events.NONE)) {
            new DecisionRecorder(new PrometheusRegistry(), log, decisions, Clock.system())
                    .add(TestingRequests.of(request), decision, 5_000_000);
        }
    }

    /** A viewer's connection to a media server was cut. */
    void cut(String client, String channel, String user) {
        TestingCuts.add(cuts, client, channel, user);
    }

    /** As a viewer of that user gets it whom a limit keeps out; good for a minute. */
    Secret codeFor(UserId user) {
        return codes.issue(user);
    }

    /** {@code own} is out from now on. */
    void goesOut(Reason reason) {
        backends.get(0).outage().begin(reason, Clock.system().now());
    }

    InetSocketAddress address() {
        return address;
    }

    /** Begins to tell of these. */
    TestingManagement tellingOf(EventLog events) {
        management.tellOf(events, Clock.system());
        return this;
    }

    void endStreams() {
        management.endStreams();
    }

    TestingReloading reloading() {
        return reloading;
    }

    Sessions sessions() {
        return sessions;
    }

    TestingClock clock() {
        return clock;
    }

    PrometheusRegistry registry() {
        return registry;
    }

    /** A viewer whom {@code own} allows for ten minutes. */
    Session watches(String user, String channel, String client) {
        return watches(user, channel, client, "own", true);
    }

    Session watches(String user, String channel, String client, String backend, boolean verified) {
        Grant grant = Grant.lasting(Duration.ofMinutes(10)).user(user);
        Origin origin = TestingOrigins.of(backend);
        return (verified
                        ? sessions.admit(viewing(user, channel, client), origin, grant, Duration.ofHours(1))
                        : sessions.admitUnverified(
                                viewing(user, channel, client),
                                origin,
                                grant,
                                new Unverified(
                                        origin.backend(),
                                        ReasonCode.UNAVAILABLE.with(""),
                                        Integer.MAX_VALUE,
                                        Integer.MAX_VALUE),
                                Duration.ofHours(1)))
                .join()
                .session();
    }

    /**
     * A viewer whose media server asked once.
     *
     * @param connection null if it can't be told to cut
     */
    Session watchesWhole(String user, @Nullable ServerConnection connection) {
        AccessRequest request = AccessRequest.builder()
                .session("of-" + user + (connection == null ? "" : connection.id()))
                .path("/live/news")
                .query("token=of-" + user)
                .build();
        Viewing viewing = viewings.whole("mediamtx", "everyone", request, connection);
        Grant grant = Grant.lasting(Duration.ofMinutes(10)).user(user);
        return sessions.admit(viewing, TestingOrigins.of("own"), grant, Duration.ofHours(1))
                .join()
                .session();
    }

    /** A viewer let in since {@code own} timed out. */
    Session letsInUnverified(String channel, String client) {
        Origin origin = TestingOrigins.of("own");
        return sessions.admitUnverified(
                        viewing("", channel, client),
                        origin,
                        Grant.lasting(Duration.ZERO),
                        new Unverified(
                                origin.backend(),
                                ReasonCode.NO_ANSWER_IN_TIME.with("timeout"),
                                Integer.MAX_VALUE,
                                Integer.MAX_VALUE),
                        Duration.ofHours(1))
                .join()
                .session();
    }

    /** What such a viewer asks with. */
    Viewing viewing(String user, String channel, String client) {
        AccessRequest request = AccessRequest.builder()
                .clientAddress(client)
                .channel(channel)
                .path("/live/" + client + "/index.m3u8")
                .query("token=of-" + user.hashCode())
                .build();
        return viewings.of("nginx", "everyone", request, "", null);
    }

    RawResponse get(String target) throws IOException {
        return ask("GET", target);
    }

    RawResponse delete(String target) throws IOException {
        return ask("DELETE", target);
    }

    /**
     * As a program on this machine asks.
     *
     * @param headers beside {@code Host}
     */
    RawResponse ask(String method, String target, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(request.append("\r\n").toString(), method.equals("HEAD"));
    }

    /** As {@link #ask}, with a body. */
    RawResponse post(String target, String body) throws IOException {
        return send("POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body);
    }

    /** Sends exactly these bytes. */
    RawResponse send(String bytes) throws IOException {
        return send(bytes, false);
    }

    private RawResponse send(String bytes, boolean head) throws IOException {
        try (RawConnection connection = RawConnection.to(address)) {
            connection.send(bytes);
            return head ? connection.answerToHead() : connection.answer();
        }
    }

    @Override
    public void close() {
        listener.stop();
        management.close();
    }
}
