package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import tv.usher.engine.util.TestingClock;

class ViewersHistoryIsBoundedTest {

    private final TestingClock clock = new TestingClock();
    private final ViewersHistory history = new ViewersHistory(clock.clock());

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(history.day().viewers()).isEmpty();
    }

    @Test
    void eachStepKeepsItsMost() {
        history.add(3);
        history.add(7);
        history.add(5);

        assertThat(history.day().viewers()).containsExactly(7);
    }

    @Test
    void aDayIsKept() {
        for (int step = 0; step < 400; step++) {
            history.add(step);
            clock.passes(ViewersHistory.STEP);
        }

        assertThat(history.day().viewers()).hasSize(288).startsWith(112).endsWith(399);
    }

    @Test
    void nobodyWasServedWhileTheMachineSlept() {
        // Given
        history.add(5);

        // When
        clock.passes(ViewersHistory.STEP.multipliedBy(3));
        history.add(4);

        // Then
        assertThat(history.day().viewers()).containsExactly(5, 0, 0, 4);
    }

    @Test
    void aLongSleepTakesNoMoreThanADay() {
        history.add(5);
        clock.passes(Duration.ofDays(3000));
        history.add(4);

        assertThat(history.day().viewers()).hasSize(288).endsWith(0, 4);
        assertThat(Collections.frequency(history.day().viewers(), 5)).isZero();
    }

    @Test
    void theFirstStepHasItsMoment() {
        // Given
        history.add(1);
        clock.passes(ViewersHistory.STEP.multipliedBy(2));
        history.add(1);

        // Then
        Duration age = Duration.between(history.day().from(), clock.clock().instant());
        assertThat(age).isBetween(ViewersHistory.STEP.multipliedBy(2), ViewersHistory.STEP.multipliedBy(3));
    }
}
