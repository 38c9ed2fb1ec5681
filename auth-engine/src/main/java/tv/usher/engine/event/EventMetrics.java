package tv.usher.engine.event;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Map;

/** How many events there were, and how many got lost. */
final class EventMetrics {

    final CounterDataPoint beyondBound;
    final CounterDataPoint notWritten;
    final CounterDataPoint broken;
    private final Map<EventType, CounterDataPoint> events = new EnumMap<>(EventType.class);

    EventMetrics(PrometheusRegistry registry) {
        Counter all = Counter.builder()
                .withoutExemplars()
                .name("usher_events_total")
                .help("Events by their type, as events.file and /api/events have them")
                .labelNames("type")
                .register(registry);
        for (EventType type : EventType.values()) {
            events.put(type, all.labelValues(type.word()));
        }
        Counter lost = Counter.builder()
                .withoutExemplars()
                .name("usher_events_lost_total")
                .help("Events that events.file doesn't have; full: events.max-waiting were waiting, or too many"
                        + " refusals; file: it couldn't be written; broken: a bug")
                .labelNames("why")
                .register(registry);
        beyondBound = lost.labelValues("full");
        notWritten = lost.labelValues("file");
        broken = lost.labelValues("broken");
    }

    void count(EventType type) {
        CounterDataPoint counter = events.get(type);
        if (counter != null) {
            counter.inc();
        }
    }
}
