package tv.usher.engine.backend;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;
import tv.usher.engine.exchange.ExchangeFailure;

/** The verdict of a question under way. Giving it up gives the question up. */
final class PendingVerdict extends CompletableFuture<Verdict> {

    private final CompletableFuture<BackendResponse> answer;

    /**
     * @param failed hears why the question failed, if it did
     */
    PendingVerdict(
            CompletableFuture<BackendResponse> answer,
            Function<BackendResponse, Verdict> interpret,
            Consumer<ExchangeFailure.Kind> failed) {
        this.answer = answer;
        answer.whenComplete((response, failure) ->
                complete(failure == null ? interpret.apply(response) : unavailable(failure, failed)));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        answer.cancel(mayInterruptIfRunning);
        return cancelled;
    }

    private static Verdict unavailable(Throwable failure, Consumer<ExchangeFailure.Kind> failed) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ExchangeFailure known) {
            failed.accept(known.kind());
            return new Verdict.Unavailable(known.getMessage());
        }
        return new Verdict.Unavailable("failed: " + cause.getClass().getName());
    }
}
