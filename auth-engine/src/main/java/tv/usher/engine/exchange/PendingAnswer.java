package tv.usher.engine.exchange;

import java.util.concurrent.CompletableFuture;
import tv.usher.api.BackendResponse;

/** An answer that is being read, and how that ends: what comes after the first of these calls counts no more. */
abstract class PendingAnswer extends CompletableFuture<BackendResponse> {

    /** All of the answer has come. */
    abstract void succeed(BackendResponse response);

    abstract void fail(ExchangeFailure failure);

    /** As {@link #fail}, when nothing of the question was sent. */
    abstract void failUnsent(ExchangeFailure failure);
}
