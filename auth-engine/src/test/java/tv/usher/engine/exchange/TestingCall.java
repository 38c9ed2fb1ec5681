package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;
import tv.usher.api.BackendResponse;

/** A call that was sent, and waits for what the connection makes of the answer. */
final class TestingCall implements FutureCallback<BackendResponse> {

    private @Nullable BackendResponse answer;
    private boolean hasFailed;

    @Override
    public void completed(BackendResponse response) {
        assertThat(isOver()).as("ends once").isFalse();
        answer = response;
    }

    /** Also after its answer, when the connection ends; that counts no more. */
    @Override
    public void failed(Exception cause) {
        hasFailed = answer == null;
    }

    @Override
    public void cancelled() {
        throw new AssertionError("nobody cancels it");
    }

    boolean isOver() {
        return answer != null || hasFailed;
    }

    /** Empty if it failed. It must have ended. */
    Optional<BackendResponse> outcome() {
        assertThat(isOver()).as("has ended").isTrue();
        return Optional.ofNullable(answer);
    }
}
