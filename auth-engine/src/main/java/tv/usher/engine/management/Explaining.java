package tv.usher.engine.management;

import java.util.concurrent.CompletableFuture;
import tv.usher.engine.dialect.Call;

/** Tells how a call would be answered by the configuration in force. Thread-safe, never blocks. */
public interface Explaining {

    /**
     * @param ask also ask whom the rule asks; nobody is remembered, let in or counted for it. Without it nothing happens at all
     */
    CompletableFuture<Explanation> explain(Call call, boolean ask);
}
