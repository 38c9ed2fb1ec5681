package tv.usher.engine.decision;

import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Journals of shadows that nobody reads. */
public final class TestingShadows {

    private TestingShadows() {}

    public static ShadowRecorder recorder() {
        return new ShadowRecorder(new PrometheusRegistry(), null);
    }
}
