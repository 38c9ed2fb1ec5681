package tv.usher.engine.wiring;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import tv.usher.engine.backend.AnsweredVerdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.check.Checks;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.EntryFile;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.event.Events;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.StallWatch;

/**
 * Asks each middleware about a random viewer. A middleware that allows this viewer would let everybody in; a login page or a web server's
 * default page does that.
 */
public final class Probe {

    private Probe() {}

    /**
     * The answer of one backend.
     *
     * @param hasCanary false if it may let everybody in, by {@code canary: off}
     * @param took      time until the answer
     */
    public record ProbeResult(String backend, boolean hasCanary, AnsweredVerdict answered, Duration took) {}

    /**
     * Waits until each has answered or its timeout is over. Doesn't ask checks without a middleware.
     *
     * @throws IllegalArgumentException if something that the configuration names can't be used; the message is for the operator
     */
    public static List<ProbeResult> of(UsherConfig config) {
        PrometheusRegistry unpublished = new PrometheusRegistry();
        try (Backends backends = new Backends(
                config.backends(),
                List.of(),
                new Checks(new EntryFile(System::getenv), new KeyMemory(), Clock.system()),
                new BackendMetrics(unpublished),
                Events.NONE,
                (backend, since) -> {},
                new StallWatch(unpublished, Clock.system()),
                Clock.system())) {
            List<CompletableFuture<ProbeResult>> asked = new ArrayList<>();
            for (BackendConfig backend : config.backends()) {
                asked.add(ask(
                        Objects.requireNonNull(backends.authorities().get(backend.name())),
                        !backend.settings().canary().isOff()));
            }
            return asked.stream().map(CompletableFuture::join).toList();
        }
    }

    private static CompletableFuture<ProbeResult> ask(Authority authority, boolean hasCanary) {
        long began = System.nanoTime();
        return authority
                .judgeStranger()
                .thenApply(answered -> new ProbeResult(
                        authority.name(), hasCanary, answered, Duration.ofNanos(System.nanoTime() - began)));
    }
}
