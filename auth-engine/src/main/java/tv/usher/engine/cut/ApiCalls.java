package tv.usher.engine.cut;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.engine.exchange.HttpExchange;

/** Asks the API of a media server over HTTP. Thread-safe; nothing here blocks. */
public interface ApiCalls {

    /** As {@link HttpExchange#send}. */
    CompletableFuture<BackendResponse> send(String method, BackendRequest request, Duration within);
}
