package tv.usher.engine.exchange;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;

/** Asks one backend over HTTP. Thread-safe; nothing here blocks. */
public interface Exchange extends AutoCloseable {

    /**
     * Sends the request once, and to nobody else when it may have been read. It is sent once more, to the same address, only where it is a
     * GET, the backend's tokens can be asked about again and a kept connection ended without a byte of a response.
     *
     * @param addresses the request as each of the backend's addresses gets it, at least one, always in the order of preference.
     *     Another one than the first is asked only when there is no connection to those before it
     * @param client whose question it is, an address of which only a share of the questions may be; empty if it isn't known
     * @return completes within the configured timeout, counted from this call: with the response, when all of it came within its
     *     bounds, else with an {@link ExchangeFailure}. Cancelling it gives the call up; its connection is closed if it was sent.
     */
    CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses, String client);

    /**
     * As {@link #ask(List, String)}, of Usher itself: with a timeout of its own, and it never waits for its turn. Once it is answered,
     * addresses that nobody asks since they couldn't be connected are asked too, to see whether they can.
     */
    CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses, Duration timeout);

    /** How many calls that nobody waits for may be under way at a time; 0 while calls wait for a connection. */
    default int maxInBackground() {
        return Integer.MAX_VALUE;
    }

    /** True while no call is under way. */
    boolean isIdle();

    /** Closes the connections; calls under way fail. */
    @Override
    void close();
}
