package tv.usher.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.AccessRequest;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.engine.TestingLog;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.check.Checks;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.config.TestingConfigFile;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.event.EventType;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.StallWatch;

@Timeout(60)
class WithoutKeysACheckIsOutTest {

    private static final String KEYS =
            "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}";

    @TempDir
    private Path folder;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Queue<EventType> events = new ConcurrentLinkedQueue<>();

    @Test
    void untilItHasThem() throws Exception {
        // Given
        int port = LoopbackPorts.free();
        try (StallWatch watch = new StallWatch(registry, Clock.system());
                TestingLog log = TestingLog.of(Outage.class);
                Backends backends = backends(port, watch)) {
            Outage outage = backends.watched().get(0).outage();
            Authority website = backends.authorities().get("website");

            // When
            backends.watch();

            // Then
            await().until(() -> outage.current().isPresent());
            assertThat(outage.current().orElseThrow())
                    .startsWith("the issuer's keys are not known (connection refused), for ");
            assertThat(log.lines())
                    .containsExactly("backend website is unavailable: the issuer's keys are not known"
                            + " (connection refused); viewers get on-unavailable: error");
            assertThat(events).containsExactly(EventType.OUTAGE_BEGUN);
            assertThat(up()).isZero();
            assertThat(website.isOut()).isTrue();

            // When the issuer is there
            HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            issuer.createContext("/", call -> {
                byte[] body = KEYS.getBytes(StandardCharsets.UTF_8);
                call.sendResponseHeaders(200, body.length);
                call.getResponseBody().write(body);
                call.close();
            });
            issuer.start();
            try {
                // Then
                await().until(() -> outage.current().isEmpty());
                assertThat(events).containsExactly(EventType.OUTAGE_BEGUN, EventType.OUTAGE_ENDED);
                assertThat(up()).isEqualTo(1);
                assertThat(website.isOut()).isFalse();
            } finally {
                issuer.stop(0);
            }
        }
    }

    /** The log holds an end back for a while, since another outage may follow. */
    @Test
    void andAStopTellsTheEndThatTheLogHoldsBack() throws Exception {
        try (TestingLog log = TestingLog.of(Outage.class)) {
            // Given
            try (StallWatch watch = new StallWatch(registry, Clock.system());
                    Backends backends = backends(LoopbackPorts.free(), watch)) {
                Outage outage = backends.watched().get(0).outage();
                backends.watch();
                await().until(() -> outage.current().isPresent());
                outage.end();

                // When it is closed
            }

            // Then
            assertThat(log.lines()).last().asString().startsWith("backend website answers again after ");
        }
    }

    /** The configuration before tells of its own outages until then. */
    @Test
    void andTellsItOnlyOnceItsConfigurationIsInForce() throws Exception {
        // Given
        try (StallWatch watch = new StallWatch(registry, Clock.system());
                Backends backends = backends(LoopbackPorts.free(), watch)) {
            Authority website = backends.authorities().get("website");
            String token = "eyJhbGciOiJFZERTQSJ9.e30.AA";

            // When it has found that there are none
            website.judge(AccessRequest.builder().query("token=" + token).build())
                    .join();

            // Then
            assertThat(events).isEmpty();
            assertThat(up()).isEqualTo(1);
        }
    }

    private Backends backends(int port, StallWatch watch) throws Exception {
        UsherConfig config = new TestingConfigFile(folder).load("""
                on-unavailable: deny
                backends:
                  website:
                    type: jwt
                    keys: http://127.0.0.1:%d/jwks.json
                    algorithms: [EdDSA]
                    fetch-pause: 1s
                access: [{ask: [website]}]
                """.formatted(port));
        return new Backends(
                List.of(),
                config.checks(),
                new Checks(null, new KeyMemory(), Clock.system()),
                new BackendMetrics(registry),
                (type, event) -> events.add(type),
                (backend, since) -> {},
                watch,
                Clock.system());
    }

    private double up() {
        return ((GaugeSnapshot) registry.scrape("usher_backend_up"::equals).get(0))
                .getDataPoints()
                .get(0)
                .getValue();
    }
}
