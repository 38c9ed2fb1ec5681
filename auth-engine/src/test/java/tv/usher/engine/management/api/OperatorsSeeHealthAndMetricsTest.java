package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.TestingLog;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.backend.guard.BackendActivity;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.backend.guard.MeasuredAuthority;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.decision.DecisionRecorder;
import tv.usher.engine.decision.TestingDecider;
import tv.usher.engine.decision.TestingRequests;
import tv.usher.engine.event.Events;
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
import tv.usher.engine.net.HostPort;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.StallWatch;
import tv.usher.engine.util.TestingClock;

class OperatorsSeeHealthAndMetricsTest {

    private static final AccessRequest REQUEST = AccessRequest.builder()
            .session("482911")
            .clientAddress("203.0.113.7")
            .query("token=s3cr3t")
            .build();

    private final TestingLog log = TestingLog.of(Outage.class);
    private final TestingLog lines = TestingLog.of("decision");
    private final TestingClock clock = new TestingClock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final BackendMetrics backends = new BackendMetrics(registry);
    private final Outage ministra = new Outage("ministra", OnUnavailable.ALLOW, backends, Events.NONE, clock);
    private final Outage portal = new Outage("portal", OnUnavailable.DENY, backends, Events.NONE, clock);
    private final List<StallWatch.Stall> stalled = new CopyOnWriteArrayList<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicReference<String> storeProblem = new AtomicReference<>();
    private HttpListener listener;
    private InetSocketAddress address;

    @BeforeEach
    void listen() throws IOException {
        Duration time = Duration.ofSeconds(30);
        InboundSettings settings = new InboundSettings(512, 2048, 1024, 1 << 20, time, time, 10, 10, time, 1);
        listener = new HttpListener(
                HttpListener.OPERATORS,
                HostPort.parse("127.0.0.1:0"),
                Optional.empty(),
                settings,
                PeerBounds.ofCallers(settings),
                new InboundMetrics(registry),
                TestingManagement.of(
                        registry,
                        () -> stalled,
                        draining::get,
                        List.of(
                                TestingManagement.watched("ministra", OnUnavailable.ALLOW, ministra),
                                TestingManagement.watched("portal", OnUnavailable.DENY, portal)),
                        storeProblem::get),
                new SharedByListeners(
                        new StallWatch(registry, clock), new Semaphore(1 << 20), new CertificateMetrics(registry)));
        address = listener.start(ListeningSockets.none());
    }

    @AfterEach
    void stop() {
        listener.stop();
        log.close();
        lines.close();
    }

    @Test
    void aliveAlsoWhileDrainingAndInAnOutage() throws IOException {
        // Given
        draining.set(true);
        says(ministra, new Verdict.Unavailable("timeout"));

        // Then
        assertThat(get("/healthz").status()).isEqualTo(200);
        assertThat(get("/healthz").body()).isEqualTo("alive\n");
    }

    @Test
    void notAliveWhileAnEventLoopOfAListenerStalls() throws IOException {
        // Given
        stalled.add(new StallWatch.Stall("backend ministra", "thread usher-ask-ministra has been at a.B.c for 3s"));
        assertThat(get("/healthz").status()).isEqualTo(200);

        // When
        stalled.add(new StallWatch.Stall("callers", "thread usher-callers-1-2 has been at a.B.c for 2s"));

        // Then
        assertThat(get("/healthz").status()).isEqualTo(503);
        assertThat(get("/healthz").body()).startsWith("thread usher-callers-1-2 has been at a.B.c for 2s, ");

        // When
        stalled.clear();

        // Then
        assertThat(get("/healthz").body()).isEqualTo("alive\n");
    }

    @Test
    void readyAndEveryBackendIsListed() throws IOException {
        // When
        RawResponse answer = get("/readyz");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ready\nbackend ministra: ok\nbackend portal: ok\nsessions: ok\n");
        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @Test
    void readyInAnOutageWhichIsTold() throws IOException {
        // Given
        says(ministra, new Verdict.Unavailable("timeout"));
        clock.passes(Duration.ofSeconds(90));

        // When
        RawResponse answer = get("/readyz");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "ready\nbackend ministra: unavailable: timeout, for 90s\nbackend portal: ok\nsessions: ok\n");
    }

    @Test
    void readyWhileSessionsAreNotStoredWhichIsTold() throws IOException {
        // Given
        storeProblem.set("can't write /data/sessions.mv.db: No space left on device");

        // When
        RawResponse answer = get("/readyz");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).endsWith("sessions: can't write /data/sessions.mv.db: No space left on device\n");
    }

    @Test
    void notReadyWhileDraining() throws IOException {
        // Given
        draining.set(true);

        // Then
        assertThat(get("/readyz").status()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("draining\n");
    }

    @Test
    void metricsArePrometheusTextUnlessOpenMetricsIsAskedFor() throws IOException {
        // When
        RawResponse text = get("/metrics");
        RawResponse open = ask("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Accept: application/openmetrics-text;version=1.0.0,text/plain;q=0.5\r\n\r\n");

        // Then
        assertThat(text.status()).isEqualTo(200);
        assertThat(text.header("content-type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(text.body()).contains("\nusher_backend_up{backend=\"ministra\"} 1.0\n");
        assertThat(open.header("content-type").orElseThrow()).startsWith("application/openmetrics-text");
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void noMetricCarriesWhatAViewerSent() throws IOException {
        // Given
        says(ministra, new Verdict.Unavailable("timeout"));
        says(portal, new Verdict.Allow(Grant.lasting(Duration.ZERO)));
        try (DecisionLog decisions = new DecisionLog(clock, Events.NONE)) {
            DecisionRecorder recorder =
                    new DecisionRecorder(registry, decisions, new RecentDecisions(10), Clock.system());
            recorder.add(TestingRequests.of(REQUEST), TestingDecider.allowed(Grant.lasting(Duration.ZERO)), 1);
            recorder.add(TestingRequests.of(REQUEST), TestingDecider.denied(), 1);
        }
        ask("GET /?token=s3cr3t HTTP/1.1\r\nHost: localhost\r\nX-Session-Id: 482911\r\n\r\n");

        // When
        String metrics = get("/metrics").body();

        // Then
        assertThat(metrics)
                .contains("usher_decisions_total{answer=\"allow\"} 1.0", "usher_backend_verdicts_total{")
                .doesNotContain("s3cr3t", "token", "482911", "203.0.113.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page",
                "/index.html",
                "/healthz/",
                "/HEALTHZ",
                "/cesbo?token=1",
                "/nginx",
                "/forward-auth",
                "//healthz",
                "/%68ealthz"
            })
    void anythingElseIs404AndNoDecision(String target) throws IOException {
        // When
        RawResponse answer = get(target);

        // Then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("/healthz", "/readyz", "/metrics");
        assertThat(answer.head()).doesNotContainIgnoringCase("x-userid");
    }

    @Test
    void aQueryChangesNothing() throws IOException {
        assertThat(get("/healthz?x=/metrics").body()).isEqualTo("alive\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"})
    void onlyReadingIsAllowed(String method) throws IOException {
        // When
        RawResponse answer = ask(method + " /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

        // Then
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).contains("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/metrics", "/nothing"})
    void headIsGetWithoutTheBody(String target) throws IOException {
        try (RawConnection connection = RawConnection.to(address)) {
            // When
            RawResponse head = connection
                    .send("HEAD " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                    .answerToHead();
            RawResponse get = connection
                    .send("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                    .answer();

            // Then
            assertThat(withoutLength(head)).isEqualTo(withoutLength(get));
            assertThat(get.body()).isNotEmpty();
        }
    }

    /** The metrics of the JVM differ from one look to the next, and so does the length of their page. */
    private static String withoutLength(RawResponse answer) {
        assertThat(answer.head()).containsPattern("content-length: [1-9]");
        return answer.head().replaceFirst("content-length: \\d+", "content-length: N");
    }

    private void says(Outage outage, Verdict verdict) {
        Authority authority = TestingAuthority.says(outage == ministra ? "ministra" : "portal", verdict);
        new MeasuredAuthority(authority, backends, new BackendActivity(), clock)
                .judge(REQUEST)
                .join();
        if (verdict instanceof Verdict.Unavailable out) {
            outage.begin(out.reason(), clock.now());
        }
    }

    private RawResponse get(String target) throws IOException {
        return ask("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    }

    private RawResponse ask(String bytes) throws IOException {
        try (RawConnection connection = RawConnection.to(address)) {
            return connection.send(bytes).answer();
        }
    }
}
