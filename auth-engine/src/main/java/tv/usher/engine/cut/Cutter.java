package tv.usher.engine.cut;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Cuts connections at one kind of media server. Stateless and thread-safe; nothing here blocks. */
interface Cutter {

    /**
     * @param connection as this cutter's own {@code connection} names it
     * @param age        how long ago its viewer was let in: no connection that is clearly younger is his
     * @return fails if the API gave no complete answer
     */
    CompletableFuture<CutResult> cut(ApiClient api, String connection, Duration age);
}
