package tv.usher.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.TimeLimit;

/** Ends the parts of an engine one after another within one time. A part that hangs is left behind, so that the next ones end in order. */
final class EngineStop {

    private static final Logger log = LoggerFactory.getLogger(EngineStop.class);

    private final long deadline;
    private final List<String> unfinished = new ArrayList<>();

    EngineStop(Duration most) {
        this.deadline = System.nanoTime() + most.toNanos();
    }

    /**
     * @param reserveMillis how much of the time is kept for the parts that come after this one
     */
    void end(String part, long reserveMillis, Runnable close) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime()).minusMillis(reserveMillis);
        try {
            TimeLimit.run("usher-stop-part", left, close).ifPresent(where -> unfinished.add(part + ", in " + where));
        } catch (CompletionException e) {
            log.error("{} couldn't be closed", part, e.getCause());
            unfinished.add(part);
        }
    }

    /** What hangs or failed, in a few words each. */
    List<String> unfinished() {
        return unfinished;
    }
}
