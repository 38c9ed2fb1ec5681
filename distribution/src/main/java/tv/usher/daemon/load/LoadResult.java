package tv.usher.daemon.load;

import java.util.Map;
import tv.usher.daemon.call.Reading;

/**
 * What came of the load. Latencies are in nanoseconds, counted from the moment at which a question was due.
 *
 * @param viewings that have begun
 * @param errors   questions without an answer, by cause
 * @param waits    questions that found all connections busy
 */
public record LoadResult(
        long questions,
        long viewings,
        Map<Reading.Meaning, Long> outcomes,
        Map<String, Long> errors,
        long waits,
        long longestWait,
        long p50,
        long p99,
        long p999,
        long max) {

    public LoadResult {
        outcomes = Map.copyOf(outcomes);
        errors = Map.copyOf(errors);
    }

    public long outcome(Reading.Meaning outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }
}
