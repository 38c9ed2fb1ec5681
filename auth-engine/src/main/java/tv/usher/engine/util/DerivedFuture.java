package tv.usher.engine.util;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What is made of another future's end. Cancelling it cancels the other, which {@link CompletableFuture#handle} wouldn't do. */
public final class DerivedFuture<A, B> extends CompletableFuture<B> {

    private final CompletableFuture<A> from;

    /** Makes a result of another's result or failure; what it throws is the derived failure. */
    @FunctionalInterface
    public interface Step<A, B> {

        /**
         * @param result null if there is a failure
         * @param failure null if there is none; as it was, not as {@link CompletableFuture} wraps it
         */
        B apply(A result, Throwable failure) throws Throwable;
    }

    public DerivedFuture(CompletableFuture<A> from, Step<A, B> step) {
        this.from = from;
        from.whenComplete((result, failure) -> {
            try {
                complete(step.apply(result, unwrapped(failure)));
            } catch (Throwable e) {
                completeExceptionally(e);
            }
        });
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        from.cancel(mayInterruptIfRunning);
        return cancelled;
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
