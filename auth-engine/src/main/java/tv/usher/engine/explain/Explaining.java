package tv.usher.engine.explain;

import java.util.concurrent.CompletableFuture;
import tv.usher.engine.dialect.Call;

/** Tells how a call would be answered by the configuration in force. Thread-safe, never blocks. */
public interface Explaining {

    /**
     * @param ask also ask whom the rule asks, as a caller's question would; nobody is remembered, let in or banned for it. Without it
     *     nothing is asked, and nothing leaves a trace
     */
    CompletableFuture<Explanation> explain(Call call, boolean ask);
}
