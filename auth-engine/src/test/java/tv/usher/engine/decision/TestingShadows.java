package tv.usher.engine.decision;

import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Journals of shadows that nobody reads. */
final class TestingShadows {

    private TestingShadows() {}

    static ShadowRecorder journal() {
        return new ShadowRecorder(new PrometheusRegistry(), null);
    }
}
