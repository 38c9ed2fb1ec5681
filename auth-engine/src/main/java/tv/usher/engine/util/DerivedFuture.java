package tv.usher.engine.util;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A future derived from another's result or failure. */
public final class DerivedFuture<A, B> extends CancellableFuture<B> {

    /** Makes a result of another's result or failure; what it throws is the derived failure. */
    @FunctionalInterface
    public interface Derivation<A, B> {

        /**
         * @param result null if there is a failure
         * @param failure as it was, not as {@link CompletableFuture} wraps it
         */
        B apply(@Nullable A result, @Nullable Throwable failure) throws Throwable;
    }

    public DerivedFuture(CompletableFuture<A> from, Derivation<A, B> derivation) {
        thenInAnyCase(
                await(from),
                (result, failure) -> complete(derivation.apply(result, failure == null ? null : unwrapped(failure))));
    }

    /** The failure itself, where {@link CompletableFuture} has wrapped it. */
    public static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
