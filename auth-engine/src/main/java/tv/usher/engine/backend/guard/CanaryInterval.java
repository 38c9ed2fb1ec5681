package tv.usher.engine.backend.guard;

import java.time.Duration;
import tv.usher.engine.util.Durations;

/**
 * How often the canary is asked.
 *
 * @param every zero: never
 */
public record CanaryInterval(Duration every) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final String OFF = "off";

    /** A duration, or {@code off}. */
    public static CanaryInterval parse(String text) {
        if (text.equals(OFF)) {
            return new CanaryInterval(Duration.ZERO);
        }
        try {
            return new CanaryInterval(atLeastShortest(Durations.parse(text)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; 'off' is for a backend that lets everybody in on purpose", e);
        }
    }

    private static Duration atLeastShortest(Duration every) {
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("is shorter than 1s");
        }
        return every;
    }

    public boolean isOff() {
        return every.isZero();
    }

    @Override
    public String toString() {
        return isOff() ? OFF : Durations.format(every);
    }
}
