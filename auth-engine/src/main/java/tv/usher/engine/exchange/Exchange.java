package tv.usher.engine.exchange;

import java.util.concurrent.CompletableFuture;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;

/** Asks one backend over HTTP. Thread-safe; nothing here blocks. */
public interface Exchange extends AutoCloseable {

    /**
     * Sends the question once, never twice.
     *
     * @return completes within the configured timeout, counted from this call: with the answer, when all of it came within its
     *     bounds, else with an {@link ExchangeFailure}. Cancelling it gives the question up and closes its connection.
     */
    CompletableFuture<BackendResponse> ask(BackendRequest request);

    /** True while no question is under way. */
    boolean isIdle();

    /** Closes the connections; questions under way fail. */
    @Override
    void close();
}
