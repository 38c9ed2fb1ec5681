package tv.usher.engine.decision;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.journal.ShadowMismatch;

/** Where answers of shadows are counted, and logged where they differ. Thread-safe, never blocks. */
public final class ShadowRecorder {

    private final Counter answers;
    private final Counter differences;
    private final DecisionLog log;

    public ShadowRecorder(PrometheusRegistry registry, DecisionLog log) {
        this.log = log;
        answers = Counter.builder()
                .withoutExemplars()
                .name("usher_shadow_answers_total")
                .help("Verdicts of backends that are asked as shadows; skipped: max-shadow was reached")
                .labelNames("rule", "backend", "verdict")
                .register(registry);
        differences = Counter.builder()
                .withoutExemplars()
                .name("usher_shadow_differences_total")
                .help("Verdicts of shadows that would have decided otherwise; outages on either side left out")
                .labelNames("rule", "backend", "decided", "verdict")
                .register(registry);
    }

    void answered(String rule, String backend, BackendVerdict said) {
        answers.labelValues(rule, backend, said.word()).inc();
    }

    void skipped(String rule, String backend) {
        answers.labelValues(rule, backend, "skipped").inc();
    }

    void differed(ShadowMismatch mismatch) {
        differences
                .labelValues(mismatch.rule(), mismatch.shadow(), mismatch.answer(), mismatch.verdict())
                .inc();
        log.add(mismatch);
    }
}
