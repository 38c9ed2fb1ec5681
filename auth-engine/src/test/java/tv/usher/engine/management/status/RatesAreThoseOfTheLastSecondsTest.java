package tv.usher.engine.management.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RatesAreThoseOfTheLastSecondsTest {

    private final Map<String, Double> counters = new HashMap<>(Map.of("allow", 1_000.0));
    private final RecentRates rates = new RecentRates(() -> Map.copyOf(counters));

    @Test
    void nothingIsKnownAtTheBeginning() {
        assertThat(rates.perSecond(0)).containsEntry("allow", 0.0);
    }

    @Test
    void whatWasBeforeIsForgotten() {
        // Given
        for (int second = 0; second < 60; second++) {
            counters.merge("allow", second < 40 ? 500.0 : 25.0, Double::sum);
            rates.tick(TimeUnit.SECONDS.toNanos(second));
        }

        // When
        counters.merge("allow", 25.0, Double::sum);
        Map<String, Double> perSecond = rates.perSecond(TimeUnit.SECONDS.toNanos(60));

        // Then
        assertThat(perSecond).containsEntry("allow", 25.0);
    }

    @Test
    void aCounterThatBeganAnewIsNeverNegative() {
        // Given
        rates.tick(0);

        // When
        counters.put("allow", 20.0);
        counters.put("backend own", 5.0);

        // Then
        assertThat(rates.perSecond(TimeUnit.SECONDS.toNanos(10)))
                .containsEntry("allow", 2.0)
                .containsEntry("backend own", .5);
    }
}
