package tv.usher.engine.management.api;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import tv.usher.engine.explain.Explaining;
import tv.usher.engine.explain.Explanation;

/** How a question would be answered, and why. */
public final class ExplainResource {

    static final String ASK = "ask";

    /** The bound of explanations that ask at the same time, since each takes a place at the middleware from viewers. */
    private static final int MOST_ASKING = 4;

    private final Explaining explaining;
    private final Executor executor;
    private final Semaphore asking = new Semaphore(MOST_ASKING);

    /**
     * @param executor makes the answer from the result; not done on the thread that completes the result
     */
    public ExplainResource(Explaining explaining, Executor executor) {
        this.explaining = explaining;
        this.executor = executor;
    }

    CompletableFuture<Optional<?>> explain(ApiRequest request) {
        request.allowOnly(Set.of(ASK));
        boolean ask = request.flag(ASK).orElse(false);
        if (ask) {
            request.operator().requireToChange(); // it may use up a viewer's token
        }
        DescribedCall call = CallReader.read(request.body());
        return (ask ? ask(call) : explaining.explain(call, false)).thenApply(Optional::of);
    }

    private CompletableFuture<Explanation> ask(DescribedCall call) {
        if (!asking.tryAcquire()) {
            throw new ApiException(
                    ApiProblem.BUSY, "enough explanations ask at the moment, try again", Map.of("Retry-After", "1"));
        }
        try {
            return explaining
                    .explain(call, true)
                    .whenComplete((explanation, failure) -> asking.release())
                    .thenApplyAsync(explanation -> explanation, executor);
        } catch (Throwable e) {
            asking.release();
            throw e;
        }
    }
}
