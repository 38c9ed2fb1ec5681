package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.engine.util.TestingClock;

/** Whatever is thrown while the next address is asked, those who wait hear of it. */
class FailoverAlwaysEndsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final TestingClock clock = new TestingClock();
    private final AddressHealth health = new AddressHealth("portal", 2, TIMEOUT, (address, connects) -> {}, clock);

    @Test
    void whenTheNextAddressCannotBeAsked() {
        // Given
        Failover.Attempts attempts = (address, within) -> {
            if (address == 0) {
                return unresolved();
            }
            throw new OutOfMemoryError("unable to create native thread");
        };

        // When
        Failover failover = new Failover(health, attempts, TIMEOUT, clock).start();

        // Then
        assertThat(failover).isCompletedExceptionally();
        assertThat(failover.handle((answer, failure) -> failure).join()).isInstanceOf(OutOfMemoryError.class);
    }

    /** It has failed before it leased anything. */
    private static BackendCall unresolved() {
        try (TestingHttpExchange backend = new TestingHttpExchange()) {
            BackendCall call = new BackendCall(backend.exchange(), null, null, Duration.ofSeconds(1));
            call.fail(Failures.unresolved("first.test"));
            return call;
        }
    }
}
