package tv.usher.engine.backend;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;
import tv.usher.engine.exchange.ExchangeFailure;

/** The verdict of a question under way. Giving it up gives the question up. */
final class PendingVerdict extends CompletableFuture<Verdict> {

    private final CompletableFuture<BackendResponse> answer;

    PendingVerdict(CompletableFuture<BackendResponse> answer, Function<BackendResponse, Verdict> interpret) {
        this.answer = answer;
        answer.whenComplete((response, failure) ->
                complete(failure == null ? interpret.apply(response) : new Verdict.Unavailable(reason(failure))));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        answer.cancel(mayInterruptIfRunning);
        return cancelled;
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof ExchangeFailure
                ? cause.getMessage()
                : "failed: " + cause.getClass().getName();
    }
}
