package tv.usher.engine.util;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A future that waits for others. Cancelling it cancels the one that it waits for, which the stages of {@link CompletableFuture} wouldn't
 * do; and what one of its steps throws ends it, so that nobody waits for ever.
 */
public abstract class CancellableFuture<T> extends CompletableFuture<T> {

    private volatile @Nullable CompletableFuture<?> awaited;

    /** What is done when an awaited future has ended. */
    @FunctionalInterface
    protected interface Step {
        void run() throws Throwable;
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

    /** Runs the step; what it throws is this future's failure. */
    protected final void orFail(Step step) {
        try {
            step.run();
        } catch (Throwable e) { // those who wait must hear of it
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
