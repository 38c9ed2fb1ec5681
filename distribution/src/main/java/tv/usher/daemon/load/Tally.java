package tv.usher.daemon.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import tv.usher.daemon.call.Reading;

/** What has come of the load so far. To be used on the event loop only. */
final class Tally {

    private final Map<Reading.Meaning, Long> outcomes = new EnumMap<>(Reading.Meaning.class);
    private final Map<String, Long> errors = new TreeMap<>();
    private final LatencyHistogram latency = new LatencyHistogram();
    private long questions;
    private long viewings;
    private long waits;
    private long longestWait;

    void asked(Step step) {
        questions++;
        if (step.begins()) {
            viewings++;
        }
    }

    /**
     * @param nanos from the moment that it should have been asked
     */
    void answered(Reading.Meaning outcome, long nanos) {
        outcomes.merge(outcome, 1L, Long::sum);
        latency.add(nanos);
    }

    /** An answer that nobody reads. */
    void heard(long nanos) {
        latency.add(nanos);
    }

    /** All connections were busy, so the load itself was late. */
    void waited(long nanos) {
        waits++;
        longestWait = Math.max(longestWait, nanos);
    }

    void failed(String why) {
        errors.merge(why, 1L, Long::sum);
    }

    long questions() {
        return questions;
    }

    long errors() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    LatencyHistogram latency() {
        return latency;
    }

    LoadResult result() {
        return new LoadResult(
                questions,
                viewings,
                new EnumMap<>(outcomes),
                new TreeMap<>(errors),
                waits,
                longestWait,
                latency.percentile(50),
                latency.percentile(99),
                latency.percentile(99.9),
                latency.max());
    }
}
