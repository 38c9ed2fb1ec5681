package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.BackendResponse;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.ExchangeFailure.Kind;
import tv.usher.engine.util.TestingClock;

/** T43: only 503 with {@code Retry-After} speaks for the backend. */
class RetryAfterIsRespectedTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final StatusFailures failures = new StatusFailures(On5xx.UNAVAILABLE, TestingClock.at(NOW));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7",
                "0 | 1",
                "3600 | 60",
                "999999999999999999 | 60",
                "Sun, 22 Nov 2026 12:00:30 GMT | 30",
                "Sun, 22 Nov 2026 13:00:00 GMT | 60",
                "Sun, 22 Nov 2026 11:00:00 GMT | 1",
                "Fri, 31 Dec 9999 23:59:59 GMT | 60"
            })
    void nobodyAsksBefore(String retryAfter, long seconds) {
        ExchangeFailure failure = failure(503, retryAfter).orElseThrow();

        assertThat(failure.kind()).isEqualTo(Kind.TOLD_TO_WAIT);
        assertThat(failure.waitTime()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+5", "1.5", "5s", "soon", "9999999999999999999999", "22 Nov 2026"})
    void whatSaysNothingIsIgnored(String retryAfter) {
        assertThat(failure(503, retryAfter))
                .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(Kind.STATUS));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 504})
    void noOtherStatusSaysHowLongToWait(int status) {
        assertThat(failure(status, "30"))
                .hasValueSatisfying(failure -> assertThat(failure.waitTime()).isZero());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 403, 404, 499, 600})
    void everyOtherStatusIsAnAnswer(int status) {
        assertThat(failure(status, "30")).isEmpty();
    }

    private Optional<ExchangeFailure> failure(int status, String retryAfter) {
        return failures.apply(BackendResponse.of(status).header("Retry-After", retryAfter));
    }
}
