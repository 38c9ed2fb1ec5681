package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.BackendRequest;
import tv.usher.api.Endpoint;
import tv.usher.api.Header;
import tv.usher.api.QueryString;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.ExchangeFailure.Kind;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.util.TestingClock;

class RetryAfterIsRespectedTest {

    private static final BackendRequest QUESTION =
            Endpoint.of(URI.create("http://portal.test/check")).get(QueryString.of("token=1"), List.of());
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final TestingClock clock = TestingClock.at(NOW);
    private final TestingExchange portal = new TestingExchange();
    private final ServerErrorExchange exchange = new ServerErrorExchange(portal, clock);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 7 | 7",
                "503 | 7 | 7",
                "503 | 0 | 1",
                "503 | 3600 | 60",
                "503 | 999999999999999999 | 60",
                "503 | Sun, 22 Nov 2026 12:00:30 GMT | 30",
                "503 | Sun, 22 Nov 2026 13:00:00 GMT | 60",
                "503 | Sun, 22 Nov 2026 11:00:00 GMT | 1",
                "503 | Fri, 31 Dec 9999 23:59:59 GMT | 60"
            })
    void nobodyAsksBefore(int status, String retryAfter, long seconds) {
        // Given
        portal.answers(status, new Header("Retry-After", retryAfter));
        assertThat(failure()).isEqualTo(Kind.STATUS);
        portal.instead().answers(200);

        // When
        clock.passes(Duration.ofSeconds(seconds).minusNanos(1));
        Kind before = failure();
        clock.passes(Duration.ofNanos(1));

        // Then
        assertThat(before).isEqualTo(Kind.TOLD_TO_WAIT);
        assertThat(portal.questions()).hasSize(1);
        assertThat(exchange.ask(List.of(QUESTION)).join().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+5", "1.5", "5s", "soon", "9999999999999999999999", "22 Nov 2026"})
    void whatSaysNothingIsIgnored(String retryAfter) {
        // Given
        portal.answers(503, new Header("Retry-After", retryAfter));

        // When
        Kind first = failure();
        Kind second = failure();

        // Then
        assertThat(List.of(first, second)).containsExactly(Kind.STATUS, Kind.STATUS);
        assertThat(portal.questions()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 403, 404, 500, 502})
    void onlyWith429And503(int status) {
        // Given
        portal.answers(status, new Header("Retry-After", "30"));

        // When
        for (int i = 0; i < 3; i++) {
            exchange.ask(List.of(QUESTION));
        }

        // Then
        assertThat(portal.questions()).hasSize(3);
    }

    @Test
    void givingUpGivesTheQuestionUp() {
        // Given
        portal.hangs();
        CompletableFuture<?> answer = exchange.ask(List.of(QUESTION));

        // When
        answer.cancel(true);

        // Then
        assertThat(portal.answers().get(0)).isCancelled();
    }

    private Kind failure() {
        try {
            throw new AssertionError(
                    "answered " + exchange.ask(List.of(QUESTION)).join());
        } catch (CompletionException e) {
            return ((ExchangeFailure) e.getCause()).kind();
        }
    }
}
