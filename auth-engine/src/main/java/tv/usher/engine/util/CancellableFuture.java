package tv.usher.engine.util;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A future that waits for others. Cancelling it cancels the one that it waits for, which the stages of {@link CompletableFuture} wouldn't
 * do; and what one of its steps throws ends it, so that nobody waits for ever.
 */
public abstract class CancellableFuture<T> extends CompletableFuture<T> {

    private volatile @Nullable CompletableFuture<?> awaited;

    /** What is done with another future's result. */
    @FunctionalInterface
    protected interface Step<A> {
        void run(A result) throws Throwable;
    }

    /** What is done when another future has ended. */
    @FunctionalInterface
    protected interface StepInAnyCase<A> {

        /**
         * @param result  null if there is a failure
         * @param failure null if there is none
         */
        void run(@Nullable A result, @Nullable Throwable failure) throws Throwable;
    }

    /**
     * From now on, cancelling this future cancels that one, and no earlier one.
     *
     * @return the same
     */
    protected final <A> CompletableFuture<A> await(CompletableFuture<A> other) {
        awaited = other;
        if (isCancelled()) {
            other.cancel(true);
        }
        return other;
    }

    /** Takes the step with that future's result, now if it is there. A failure of that future is this one's too. */
    protected final <A> void then(CompletableFuture<A> other, Step<A> step) {
        if (hasResult(other)) {
            run(step, other.join());
        } else {
            other.whenComplete((result, failure) -> {
                if (failure == null) {
                    run(step, result);
                } else {
                    completeExceptionally(failure);
                }
            });
        }
    }

    /** As {@link #then}, whether the other one has a result or has failed. */
    protected final <A> void thenInAnyCase(CompletableFuture<A> other, StepInAnyCase<A> step) {
        if (hasResult(other)) {
            run(step, other.join(), null);
        } else {
            other.whenComplete((result, failure) -> run(step, result, failure));
        }
    }

    /** As most have: a stage would be made for nothing. */
    private static boolean hasResult(CompletableFuture<?> other) {
        return other.isDone() && !other.isCompletedExceptionally();
    }

    private <A> void run(Step<A> step, A result) {
        try {
            step.run(result);
        } catch (Throwable e) { // those who wait must hear of it
            completeExceptionally(e);
        }
    }

    private <A> void run(StepInAnyCase<A> step, @Nullable A result, @Nullable Throwable failure) {
        try {
            step.run(result, failure);
        } catch (Throwable e) {
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        CompletableFuture<?> other = awaited;
        if (other != null) {
            other.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }
}
