package tv.usher.engine.cut;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts the connections that had to be cut. */
public final class CutMetrics {

    private final Counter cuts;

    public CutMetrics(PrometheusRegistry registry) {
        this.cuts = Counter.builder()
                .withoutExemplars()
                .name("usher_cuts_total")
                .help(
                        "Connections that media servers were told to cut. gone: they were over already; dropped: too many were"
                                + " waiting")
                .labelNames("dialect", "result")
                .register(registry);
    }

    void count(String dialect, CutResult.Kind result) {
        cuts.labelValues(dialect, result.word()).inc();
    }
}
