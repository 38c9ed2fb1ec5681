package tv.usher.engine.management;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** How a question would be answered, and why. */
final class ExplainResource {

    private static final String ASK = "ask";

    private final Explaining explaining;

    ExplainResource(Explaining explaining) {
        this.explaining = explaining;
    }

    CompletableFuture<Optional<?>> explain(ApiRequest request) {
        request.allowOnly(Set.of(ASK));
        String ask = request.parameter(ASK).orElse("false");
        if (!ask.equals("true") && !ask.equals("false")) {
            throw new ApiException(400, "'ask' must be true or false");
        }
        return explaining
                .explain(CallReader.read(request.body()), ask.equals("true"))
                .thenApply(Optional::of);
    }
}
