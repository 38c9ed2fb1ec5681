package tv.usher.engine.cut;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.BackendRequest;
import tv.usher.api.Endpoint;
import tv.usher.api.QueryString;
import tv.usher.api.RequestBody;
import tv.usher.engine.exchange.HttpExchange;

/** Over the engine's own exchange, within its bounds. */
final class ExchangeCalls implements ApiCalls {

    private final HttpExchange exchange;

    ExchangeCalls(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public CompletableFuture<Answer> send(Call call, Duration within) {
        Endpoint endpoint = Endpoint.of(URI.create(call.url()));
        BackendRequest request =
                call.json().isEmpty() ? endpoint.get(QueryString.EMPTY) : endpoint.post(RequestBody.json(call.json()));
        return exchange.send(call.method(), request.headers(call.headers()), within)
                .thenApply(response -> new Answer(response.status(), response.body()));
    }
}
