package tv.usher.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.AccessRequest;
import tv.usher.api.Endpoint;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.check.Checks;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.TestingConfigFile;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.event.Events;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.StallWatch;
import tv.usher.engine.util.Undecided;

@Timeout(60)
class HangingPluginsEndNoTimeoutLateTest {

    private static final AccessRequest VIEWER =
            AccessRequest.builder().clientAddress("203.0.113.7").query("slow").build();

    @TempDir
    private Path folder;

    private final AtomicBoolean hangs = new AtomicBoolean();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void alsoWhenItsCanaryIsAskedSinceAViewerWaitsForLong() throws Exception {
        // Given two middlewares that answer no viewer, the first with a plugin that soon hangs
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            if (!"slow".equals(call.getRequestURI().getRawQuery())) {
                call.sendResponseHeaders(403, -1);
                call.close();
            }
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        PrometheusRegistry registry = new PrometheusRegistry();
        try (StallWatch watch = new StallWatch(registry, Clock.system());
                Backends backends = backends(address, registry, watch)) {
            backends.watch();
            hangs.set(true);
            CompletableFuture<Verdict> first =
                    backends.authorities().get("first").judge(VIEWER);
            assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();

            // When
            CompletableFuture<Verdict> second =
                    backends.authorities().get("second").judge(VIEWER);

            // Then
            ExecutionException failed =
                    catchThrowableOfType(ExecutionException.class, () -> second.get(20, TimeUnit.SECONDS));
            assertThat(failed).isNotNull().hasCauseInstanceOf(Undecided.class);
            over.countDown();
            first.cancel(true);
        } finally {
            over.countDown();
            server.stop(0);
        }
    }

    private Backends backends(String address, PrometheusRegistry registry, StallWatch watch) throws Exception {
        UsherConfig config = new TestingConfigFile(folder).load("""
                on-unavailable: deny
                backends:
                  first: {type: http, address: "%1$s", timeout: 1s}
                  second: {type: http, address: "%1$s", timeout: 1s, canary: off}
                access: [{ask: [first, second]}]
                """.formatted(address));
        TestingBackend plain = new TestingBackend()
                .withToRequest(request ->
                        Optional.of(Endpoint.of(URI.create(address + "/check")).get(request.query())));
        List<BackendConfig> configs = new ArrayList<>();
        for (BackendConfig each : config.backends()) {
            TestingBackend plugin = each.name().equals("first") ? plain.withStranger(random -> stranger()) : plain;
            configs.add(new BackendConfig(
                    each.name(),
                    each.type(),
                    each.settings(),
                    each.exchange(),
                    each.limits(),
                    each.servers(),
                    List.of(plugin)));
        }
        return new Backends(
                configs,
                List.of(),
                new Checks(null, new KeyMemory(), Clock.system()),
                new BackendMetrics(registry),
                Events.NONE,
                (backend, since) -> {},
                watch,
                Clock.system());
    }

    private QueryString stranger() {
        if (hangs.get()) {
            hanging.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return QueryString.of("token=random");
    }
}
