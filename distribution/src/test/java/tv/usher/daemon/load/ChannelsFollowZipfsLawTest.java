package tv.usher.daemon.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChannelsFollowZipfsLawTest {

    @Test
    void theChannelOfRankKHasTheKthPart() {
        // Given
        Zipf zipf = new Zipf(100);
        SplittableRandom random = new SplittableRandom(1);
        int[] viewers = new int[100];

        // When
        for (int i = 0; i < 1_000_000; i++) {
            viewers[zipf.next(random)]++;
        }

        // Then
        double first = viewers[0];
        assertThat(first / 1_000_000).isCloseTo(1 / 5.187, within(0.01)); // the sum of 1/k up to 100
        assertThat(first / viewers[1]).isCloseTo(2, within(0.1));
        assertThat(first / viewers[9]).isCloseTo(10, within(0.5));
        assertThat(viewers[99]).isPositive();
    }

    @Test
    void oneChannelHasAll() {
        assertThat(new Zipf(1).next(new SplittableRandom(1))).isZero();
    }
}
