package tv.usher.engine.cut;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question that is asked once at a time. All who come meanwhile share the next one, so none of them gets an answer that is older
 * than he is. It is asked as the last of them would, who has the most time left. Thread-safe; nothing here blocks.
 */
final class SharedAnswer<T> {

    private CompletableFuture<@Nullable Void> underWay = CompletableFuture.completedFuture(null);
    private @Nullable Next<T> next;

    private static final class Next<T> {

        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private Supplier<CompletableFuture<T>> question;

        Next(Supplier<CompletableFuture<T>> question) {
            this.question = question;
        }
    }

    synchronized CompletableFuture<T> ask(Supplier<CompletableFuture<T>> question) {
        if (next != null) {
            next.question = question;
            return next.answer;
        }
        Next<T> mine = new Next<>(question);
        next = mine;
        underWay.thenRun(() -> begin(mine));
        return mine.answer;
    }

    private void begin(Next<T> mine) {
        Supplier<CompletableFuture<T>> question;
        synchronized (this) {
            next = null;
            underWay = mine.answer.handle((answer, failure) -> null); // an answer may be large, and isn't kept
            question = mine.question;
        }
        try {
            question.get().whenComplete((answer, failure) -> {
                if (failure == null) {
                    mine.answer.complete(answer);
                } else {
                    mine.answer.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            mine.answer.completeExceptionally(e);
        }
    }
}
