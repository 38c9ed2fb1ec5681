package tv.usher.engine.backend.guard;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.engine.exchange.Exchange;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.ExchangeFailure.Kind;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DerivedFuture;
import tv.usher.engine.util.ReasonCode;

/**
 * For a backend whose server errors are outages and not denials: 500 to 599, and 429 (too many requests). If {@code Retry-After} comes with
 * 429 or 503, the backend isn't asked before that time.
 */
public final class ServerErrorExchange implements Exchange {

    private static final ExchangeFailure TOLD_TO_WAIT =
            new ExchangeFailure(Kind.TOLD_TO_WAIT, "it asked to come again later (Retry-After)");
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int NOT_NOW = 503;

    private final Exchange exchange;
    private final Clock clock;
    private final DerivedFuture.Derivation<BackendResponse, BackendResponse> judged =
            this::judge; // one object for all questions
    private volatile long waitUntil;

    public ServerErrorExchange(Exchange exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
        this.waitUntil = clock.now();
    }

    @Override
    public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses) {
        return waitUntil - clock.now() > 0
                ? CompletableFuture.failedFuture(TOLD_TO_WAIT)
                : new DerivedFuture<>(exchange.ask(addresses), judged);
    }

    private BackendResponse judge(@Nullable BackendResponse response, @Nullable Throwable failure) throws Throwable {
        if (failure != null) {
            throw failure;
        }
        int status = Objects.requireNonNull(response).status();
        if (status == TOO_MANY_REQUESTS || status == NOT_NOW) {
            RetryAfter.of(response, clock.instant()).ifPresent(wait -> waitUntil = clock.now() + wait.toNanos());
        }
        if (status == TOO_MANY_REQUESTS || status / 100 == 5) {
            ReasonCode code = status == TOO_MANY_REQUESTS ? ReasonCode.TOO_MANY_REQUESTS : ReasonCode.SERVER_ERROR;
            throw new ExchangeFailure(Kind.STATUS, code, "status " + status);
        }
        return response;
    }

    @Override
    public boolean isIdle() {
        return exchange.isIdle();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
