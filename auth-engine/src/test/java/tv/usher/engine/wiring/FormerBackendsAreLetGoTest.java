package tv.usher.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.Endpoint;
import tv.usher.api.QueryString;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.check.Checks;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.TestingConfigFile;
import tv.usher.engine.event.Events;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.StallWatch;

/** After a reload the former backends are closed soon, whatever their canaries meet. */
@Timeout(180)
class FormerBackendsAreLetGoTest {

    @TempDir
    private Path folder;

    private final AtomicBoolean hangs = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final Semaphore over = new Semaphore(0);
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final StallWatch watch = new StallWatch(registry, Clock.system());
    private HttpServer silent;

    @BeforeEach
    void start() throws Exception {
        silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        silent.createContext("/", call -> asked.incrementAndGet());
        silent.start();
    }

    @AfterEach
    void stop() {
        over.release(1_000);
        watch.close();
        silent.stop(0);
    }

    /** Each canary is asked before the one before has failed. */
    @Test
    void ofAMiddlewareThatNeverAnswers() throws Exception {
        try (Backends former = backends(new TestingBackend())) {
            // Given
            former.watch();
            await("canaries at an interval").until(() -> asked.get() > 2);
            assertThat(former.isIdle()).isFalse();

            // When
            former.replaced();

            // Then
            await("the end of the last canary").until(former::isIdle);
        }
    }

    @Test
    void ofAPluginThatHangsInACanary() throws Exception {
        // Given
        Backends former = backends(new TestingBackend().withStranger(random -> stranger()));
        former.watch();
        hangs.set(true);
        assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
        former.replaced();

        // When
        CompletableFuture<Void> closed = CompletableFuture.runAsync(former::close);

        // Then
        assertThat(closed).succeedsWithin(30, TimeUnit.SECONDS);
    }

    private QueryString stranger() {
        if (hangs.get()) {
            hanging.countDown();
            over.acquireUninterruptibly();
        }
        return QueryString.of("token=random");
    }

    private Backends backends(TestingBackend plugin) throws Exception {
        String address = "http://127.0.0.1:" + silent.getAddress().getPort();
        BackendConfig config = new TestingConfigFile(folder)
                .load("""
                on-unavailable: deny
                backends: {own: {type: http, address: "%s", timeout: 4s}}
                access: [{ask: [own]}]
                """.formatted(address))
                .backends()
                .get(0);
        TestingBackend asking = plugin.withToRequest(request ->
                Optional.of(Endpoint.of(URI.create(address + "/check")).get(request.query())));
        return new Backends(
                List.of(new BackendConfig(
                        config.name(),
                        config.type(),
                        config.settings(),
                        config.exchange(),
                        config.limits(),
                        config.servers(),
                        List.of(asking))),
                List.of(),
                new Checks(null, new KeyMemory(), Clock.system()),
                new BackendMetrics(registry),
                Events.NONE,
                (backend, since) -> {},
                watch,
                Clock.system());
    }
}
