package tv.usher.engine.backend;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.engine.exchange.Exchange;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.ExchangeFailure.Kind;

/**
 * For a backend whose server errors are outages and no denials: 500 to 599, and 429, too many requests. If it says with 429 or 503 when to
 * come again, nobody asks before.
 */
public final class ServerErrorExchange implements Exchange {

    private static final ExchangeFailure TOLD_TO_WAIT =
            new ExchangeFailure(Kind.TOLD_TO_WAIT, "it asked to come again later (Retry-After)");
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int NOT_NOW = 503;

    private final Exchange exchange;
    private final LongSupplier nanoTime;
    private final InstantSource wallClock;
    private volatile long waitUntil;

    /**
     * @param wallClock for dates in answers
     */
    public ServerErrorExchange(Exchange exchange, LongSupplier nanoTime, InstantSource wallClock) {
        this.exchange = exchange;
        this.nanoTime = nanoTime;
        this.wallClock = wallClock;
        this.waitUntil = nanoTime.getAsLong();
    }

    @Override
    public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses) {
        return waitUntil - nanoTime.getAsLong() > 0
                ? CompletableFuture.failedFuture(TOLD_TO_WAIT)
                : new Judged(exchange.ask(addresses));
    }

    private void heard(BackendResponse response, CompletableFuture<BackendResponse> judged) {
        int status = response.status();
        if (status == TOO_MANY_REQUESTS || status == NOT_NOW) {
            RetryAfter.of(response, wallClock.instant())
                    .ifPresent(wait -> waitUntil = nanoTime.getAsLong() + wait.toNanos());
        }
        if (status == TOO_MANY_REQUESTS || status / 100 == 5) {
            judged.completeExceptionally(new ExchangeFailure(Kind.STATUS, "status " + status));
        } else {
            judged.complete(response);
        }
    }

    @Override
    public boolean isIdle() {
        return exchange.isIdle();
    }

    @Override
    public void close() {
        exchange.close();
    }

    /** Giving it up gives the question up. */
    private final class Judged extends CompletableFuture<BackendResponse> {

        private final CompletableFuture<BackendResponse> answer;

        Judged(CompletableFuture<BackendResponse> answer) {
            this.answer = answer;
            answer.whenComplete((response, failure) -> {
                if (failure == null) {
                    heard(response, this);
                } else {
                    completeExceptionally(failure);
                }
            });
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            answer.cancel(mayInterruptIfRunning);
            return cancelled;
        }
    }
}
