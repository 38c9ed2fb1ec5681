package tv.usher.engine.backend.guard;

import java.util.Optional;
import java.util.function.Function;
import tv.usher.api.BackendResponse;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.ExchangeFailure.Kind;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;

/**
 * The statuses that say nothing of the viewer: 429, and 500 to 599 where the operator says so. Of these only 503 with {@code Retry-After}
 * speaks for the backend.
 */
public record StatusFailures(On5xx on5xx, Clock clock) implements Function<BackendResponse, Optional<ExchangeFailure>> {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int NOT_NOW = 503;

    @Override
    public Optional<ExchangeFailure> apply(BackendResponse response) {
        int status = response.status();
        if (status == TOO_MANY_REQUESTS) {
            return Optional.of(new ExchangeFailure(Kind.STATUS, ReasonCode.TOO_MANY_REQUESTS, "status 429"));
        }
        if (status / 100 != 5 || on5xx == On5xx.DENY) {
            return Optional.empty();
        }
        Optional<ExchangeFailure> wait = status == NOT_NOW
                ? RetryAfter.of(response, clock.instant()).map(ExchangeFailure::toldToWait)
                : Optional.empty();
        return wait.or(() -> Optional.of(new ExchangeFailure(Kind.STATUS, "status " + status)));
    }
}
