package tv.usher.engine.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class NobodyWaitsForACancelledOrFailedStepTest {

    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final CompletableFuture<String> second = new CompletableFuture<>();

    /** Asks one after the other. */
    private class TwoSteps extends CancellableFuture<String> {

        TwoSteps() {
            then(await(first), this::goOn);
        }

        private void goOn(String said) {
            thenInAnyCase(await(second), (also, failure) -> complete(said.concat(also)));
        }
    }

    @Test
    void cancellingCancelsWhatIsAwaitedNow() {
        TwoSteps steps = new TwoSteps();
        first.complete("one");

        steps.cancel(true);

        assertThat(second).isCancelled();
        assertThat(first).isCompletedWithValue("one");
    }

    @Test
    void whatIsAwaitedAfterwardsIsCancelledAtOnce() {
        TwoSteps steps = new TwoSteps() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return completeExceptionally(new CancellationException());
            }
        };
        steps.cancel(true);

        first.complete("one");

        assertThat(second).isCancelled();
    }

    @Test
    void whatAStepThrowsIsTheFailure() {
        TwoSteps steps = new TwoSteps();

        first.complete(null);
        second.complete("two");

        assertThatThrownBy(steps::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void whatAStepThrowsIsTheFailureAlsoIfNobodyHadToWait() {
        first.complete("one");
        second.completeExceptionally(new IllegalStateException("no second"));

        TwoSteps steps = new TwoSteps();

        assertThatThrownBy(steps::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void resultsThatAreThereAreTakenAtOnce() {
        first.complete("one");
        second.complete("two");

        assertThat(new TwoSteps()).isCompletedWithValue("onetwo");
    }

    @Test
    void aFailureOfTheOtherIsTheFailure() {
        TwoSteps steps = new TwoSteps();
        IllegalStateException failure = new IllegalStateException("no first");

        first.completeExceptionally(failure);

        assertThatThrownBy(steps::join).hasCause(failure);
        assertThat(second).isNotDone();
    }

    @Test
    void aDerivedFutureCancelsTheOther() {
        DerivedFuture<String, Integer> length = new DerivedFuture<>(first, (text, failure) -> text.length());

        length.cancel(true);

        assertThat(first).isCancelled();
    }
}
