package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.engine.util.ReasonCode;

class LatestAnswersAreTimedTest {

    private final BackendActivity activity = new BackendActivity();

    @Test
    void nothingIsKnownBeforeTheFirst() {
        assertThat(activity.latency(.5)).isEmpty();
        assertThat(activity.lastFailure()).isEmpty();
        assertThat(activity.questions()).isZero();
    }

    @Test
    void percentilesAreOfTheLatestAlone() {
        // Given
        for (int i = 0; i < 10_000; i++) {
            activity.answered(Duration.ofSeconds(9).toNanos());
        }

        // When
        for (int millis = 1; millis <= BackendActivity.LATEST; millis++) {
            activity.answered(Duration.ofMillis(millis).toNanos());
        }

        // Then
        assertThat(activity.latency(.5)).contains(Duration.ofMillis(256));
        assertThat(activity.latency(.99)).contains(Duration.ofMillis(507));
        assertThat(activity.latency(1)).contains(Duration.ofMillis(512));
    }

    @Test
    void anAnswerInNoTimeAndOneAfterAgesCount() {
        activity.answered(0);
        activity.answered(Long.MAX_VALUE);

        assertThat(activity.latency(0)).contains(Duration.ofNanos(1_000));
        assertThat(activity.latency(1).orElseThrow()).isGreaterThan(Duration.ofMinutes(30));
    }

    @Test
    void theLastFailureCounts() {
        activity.failed(1, ReasonCode.NO_ANSWER_IN_TIME.with("one"));
        activity.failed(2, ReasonCode.CONNECTION_LOST.with("two"));

        assertThat(activity.lastFailure())
                .contains(new BackendActivity.Failure(2, ReasonCode.CONNECTION_LOST.with("two")));
    }
}
