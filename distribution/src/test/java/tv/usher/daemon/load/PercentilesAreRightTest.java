package tv.usher.daemon.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentilesAreRightTest {

    private final LatencyHistogram histogram = new LatencyHistogram();

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 50, 90, 99, 99.9, 100})
    void withinASixtyFourth(double percent) {
        // Given: from microseconds to minutes
        long[] nanos = new SplittableRandom(7)
                .doubles(100_000, 3, 11)
                .mapToLong(exponent -> (long) Math.pow(10, exponent))
                .toArray();
        Arrays.stream(nanos).forEach(histogram::add);
        Arrays.sort(nanos);

        // When
        long told = histogram.percentile(percent);

        // Then
        long exact = nanos[Math.max(0, (int) Math.ceil(nanos.length * percent / 100) - 1)];
        assertThat(told).isGreaterThanOrEqualTo(exact).isCloseTo(exact, withinPercentage(100.0 / 64));
    }

    @Test
    void withoutAnyTheyAreZero() {
        assertThat(histogram.percentile(99)).isZero();
        assertThat(histogram.max()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 129, 1L << 40, Long.MAX_VALUE})
    void oneIsItsOwnPercentile(long nanos) {
        histogram.add(nanos);

        assertThat(histogram.percentile(50)).isEqualTo(nanos);
        assertThat(histogram.max()).isEqualTo(nanos);
    }

    @Test
    void aClockThatStepsBackIsNoTime() {
        histogram.add(-5);
        histogram.add(10);

        assertThat(histogram.percentile(50)).isZero();
    }
}
