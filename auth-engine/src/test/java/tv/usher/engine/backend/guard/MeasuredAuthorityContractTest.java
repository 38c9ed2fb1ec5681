package tv.usher.engine.backend.guard;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.util.TestingClock;

class MeasuredAuthorityContractTest extends GuardContract<MeasuredAuthority> {

    private final TestingClock clock = new TestingClock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final BackendMetrics metrics = new BackendMetrics(registry);

    @Override
    protected MeasuredAuthority around(Authority authority) {
        return new MeasuredAuthority(authority, metrics, new BackendActivity(), clock);
    }

    /** All that is counted, each as it is scraped. */
    @Override
    protected Object traces() {
        return registry.scrape().stream()
                .flatMap(metric -> metric.getDataPoints().stream())
                .map(point -> point.getLabels() + " " + value(point))
                .sorted()
                .toList();
    }

    private static double value(DataPointSnapshot point) {
        if (point instanceof CounterSnapshot.CounterDataPointSnapshot counter) {
            return counter.getValue();
        } else if (point instanceof GaugeSnapshot.GaugeDataPointSnapshot gauge) {
            return gauge.getValue();
        }
        return ((HistogramSnapshot.HistogramDataPointSnapshot) point).getCount();
    }
}
