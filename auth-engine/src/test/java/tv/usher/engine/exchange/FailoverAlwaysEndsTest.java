package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.UNRESOLVED;
import static tv.usher.engine.exchange.TestingHttpExchange.failure;

import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.api.BackendRequest;
import tv.usher.api.Endpoint;
import tv.usher.api.QueryString;
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
        TestingLookup none = host -> {
            throw new UnknownHostException(host);
        };
        try (TestingHttpExchange backend = new TestingHttpExchange().lookup(none)) {
            BackendRequest request =
                    Endpoint.of(URI.create("http://first.test")).get(QueryString.EMPTY);
            BackendCall call = new BackendCall(backend.exchange(), "GET", request, TIMEOUT);
            call.proceed();
            assertThat(failure(call).kind()).isEqualTo(UNRESOLVED);
            return call;
        }
    }
}
