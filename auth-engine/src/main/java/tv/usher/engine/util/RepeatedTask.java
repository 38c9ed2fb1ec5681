package tv.usher.engine.util;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task for a scheduler, which never again runs one that has thrown: what this one throws is logged instead.
 *
 * @param failure for the log
 */
public record RepeatedTask(String failure, Runnable work) implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(RepeatedTask.class);

    @Override
    public void run() {
        try {
            work.run();
        } catch (Throwable e) { // also an OutOfMemoryError: the next time there may be room again
            log.error("{}", failure, e);
        }
    }
}
