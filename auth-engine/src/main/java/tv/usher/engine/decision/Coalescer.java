package tv.usher.engine.decision;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.Key;

/**
 * Equal questions at the same time are asked once. A waiting caller may leave at any time. When the last one has left, the question is
 * cancelled, unless asking uses up the token: a viewer who comes back with the token then finds the same question under way, or its answer.
 * Thread-safe.
 */
public final class Coalescer {

    private final ConcurrentMap<Key, Shared> underWay = new ConcurrentHashMap<>();

    /**
     * @param ask      starts the question; called at most once, on this thread
     * @param coalesced called if an equal question is under way
     * @param once      it can't be asked again, so it is never cancelled
     */
    CompletableFuture<Decision> join(
            Key key, Supplier<CompletableFuture<Decision>> ask, Runnable coalesced, boolean once) {
        Shared mine = new Shared(key, once);
        Shared shared = underWay.putIfAbsent(key, mine) == null
                ? mine
                : underWay.compute(key, (same, other) -> other != null && other.enter() ? other : mine);
        if (shared == mine) {
            mine.start(ask);
        } else {
            coalesced.run();
        }
        return new Waiter(shared);
    }

    /** The answer to one question, and the number of its waiting callers. */
    private final class Shared extends CompletableFuture<Decision> {

        private final Key key;
        private final boolean once;
        private @Nullable CompletableFuture<Decision> asked;
        private int waiting = 1;

        Shared(Key key, boolean once) {
            this.key = key;
            this.once = once;
        }

        /** False if all callers have left, so that the question is being cancelled. */
        synchronized boolean enter() {
            boolean goesOn = waiting > 0 || once;
            if (goesOn) {
                waiting++;
            }
            return goesOn;
        }

        void start(Supplier<CompletableFuture<Decision>> ask) {
            CompletableFuture<Decision> begun;
            try {
                begun = ask.get();
            } catch (Throwable e) { // those who wait must hear of it
                begun = CompletableFuture.failedFuture(e);
            }
            boolean left;
            synchronized (this) {
                asked = begun;
                left = waiting == 0 && !once;
            }
            begun.whenComplete(this::heard);
            if (left) {
                begun.cancel(true);
            }
        }

        private void heard(@Nullable Decision decision, @Nullable Throwable failure) {
            underWay.remove(key, this);
            if (failure == null) {
                complete(decision);
            } else {
                completeExceptionally(failure);
            }
        }

        void leave() {
            CompletableFuture<Decision> given;
            synchronized (this) {
                given = --waiting == 0 && !once ? asked : null;
            }
            if (given != null) {
                given.cancel(true);
            }
        }
    }

    /** The future of one waiting caller. */
    private static final class Waiter extends CompletableFuture<Decision> {

        private final Shared shared;

        Waiter(Shared shared) {
            this.shared = shared;
            shared.whenComplete((decision, failure) -> {
                if (failure == null) {
                    complete(decision);
                } else {
                    completeExceptionally(failure);
                }
            });
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (completeExceptionally(
                    new CancellationException())) { // true once, unlike cancel, however often it's called
                shared.leave();
            }
            return isCancelled();
        }
    }
}
