package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.HashedWheelTimer;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import tv.usher.api.BackendResponse;

/** A call that was sent, and waits for what the connection makes of the answer. */
final class TestingCall extends BackendCall {

    private static final HttpExchange EXCHANGE = exchange();

    private boolean answered;
    private final HttpClientContext context = HttpClientContext.create();

    TestingCall() {
        super(EXCHANGE, null, null, Duration.ofSeconds(1));
    }

    private static HttpExchange exchange() {
        return new TestingHttpExchange()
                .timer(new HashedWheelTimer())
                .timeout(Duration.ofSeconds(1))
                .exchange();
    }

    HttpClientContext context() {
        return context;
    }

    @Override
    long receivedWhenSent() {
        return 0;
    }

    @Override
    long received() {
        return context.getEndpointDetails().getReceivedBytesCount();
    }

    @Override
    boolean answered() {
        assertThat(answered).as("ends once").isFalse();
        answered = true;
        return true;
    }

    boolean hasAnswered() {
        return answered;
    }

    /** Also after its answer, when the connection ends; that counts no more. */
    @Override
    public void failed(Exception cause) {
        if (!answered) {
            completeExceptionally(cause);
        }
    }

    /** Empty if it failed. It must have ended. */
    Optional<BackendResponse> outcome() {
        assertThat(isDone()).as("has ended").isTrue();
        return isCompletedExceptionally() ? Optional.empty() : Optional.of(join());
    }
}
