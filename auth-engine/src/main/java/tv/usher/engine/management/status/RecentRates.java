package tv.usher.engine.management.status;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** How fast counters grew in the last seconds. Thread-safe. */
final class RecentRates {

    /** Seconds, if it is told every second. */
    static final int MOST = 10;

    private final Supplier<Map<String, Double>> counters;
    private final Deque<Sample> samples = new ArrayDeque<>();

    RecentRates(Supplier<Map<String, Double>> counters) {
        this.counters = counters;
    }

    private record Sample(long at, Map<String, Double> counts) {}

    /** Takes a sample; once a second. */
    synchronized void tick(long now) {
        samples.addLast(new Sample(now, counters.get()));
        if (samples.size() > MOST) {
            samples.removeFirst();
        }
    }

    /** By counter; 0 where nothing is known yet. A counter that began anew has grown by what it shows. */
    synchronized Map<String, Double> perSecond(long now) {
        Map<String, Double> rates = new LinkedHashMap<>();
        Sample oldest = samples.peekFirst();
        double seconds = oldest == null ? 0 : (now - oldest.at()) / 1e9;
        counters.get().forEach((name, count) -> {
            double before = oldest == null ? count : oldest.counts().getOrDefault(name, 0.0);
            double grown = count < before ? count : count - before;
            rates.put(name, seconds <= 0 ? 0 : Math.round(10 * grown / seconds) / 10.0);
        });
        return rates;
    }
}
