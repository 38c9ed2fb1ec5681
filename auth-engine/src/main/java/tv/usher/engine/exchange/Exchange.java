package tv.usher.engine.exchange;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;

/** Asks one backend over HTTP. Thread-safe; nothing here blocks. */
public interface Exchange extends AutoCloseable {

    /**
     * Sends the request once, and never to anybody else when it may have been read.
     *
     * @param addresses the question as each of the backend's addresses is asked it, at least one, always in the order of preference.
     *     Another one than the first is asked only when there is no connection to those before it
     * @return completes within the configured timeout, counted from this call: with the answer, when all of it came within its
     *     bounds, else with an {@link ExchangeFailure}. Cancelling it gives the question up and closes its connection.
     */
    CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses);

    /** True while no question is under way. */
    boolean isIdle();

    /** Closes the connections; questions under way fail. */
    @Override
    void close();
}
