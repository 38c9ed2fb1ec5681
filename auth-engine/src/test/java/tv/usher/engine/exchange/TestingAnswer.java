package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import tv.usher.api.BackendResponse;

/** A question that was sent, and waits for what the connection makes of the answer. */
final class TestingAnswer extends PendingAnswer {

    @Override
    void succeed(BackendResponse response) {
        assertThat(complete(response)).as("ends once").isTrue();
    }

    /** Also after its answer, when the connection ends; that counts no more. */
    @Override
    void fail(ExchangeFailure failure) {
        completeExceptionally(failure);
    }

    @Override
    void failUnsent(ExchangeFailure failure) {
        throw new AssertionError("the question was sent", failure);
    }

    /** Empty if it failed. It must have ended. */
    Optional<BackendResponse> outcome() {
        assertThat(isDone()).as("has ended").isTrue();
        return isCompletedExceptionally() ? Optional.empty() : Optional.of(join());
    }
}
