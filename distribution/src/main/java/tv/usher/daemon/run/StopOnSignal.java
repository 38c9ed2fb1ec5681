package tv.usher.daemon.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.daemon.cli.LogEnd;
import tv.usher.engine.Engine;
import tv.usher.engine.util.TimeLimit;

/**
 * Ends the process when SIGTERM or SIGINT comes: in order, or {@code drain-timeout} and five seconds later whatever hangs. The log is no
 * exception, since perhaps nobody reads what it writes.
 */
final class StopOnSignal {

    private static final Logger log = LoggerFactory.getLogger(StopOnSignal.class);
    private static final Duration WORDS = Duration.ofMillis(200);
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private StopOnSignal() {}

    static void of(Engine engine) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(engine), "usher-end"));
    }

    private static void end(Engine engine) {
        AtomicInteger status = new AtomicInteger(1);
        Duration most = engine.drainTimeout().plus(Engine.AFTER_DRAIN).plus(WORDS);
        TimeLimit.run("usher-stop", most, () -> status.set(stop(engine)));
        TimeLimit.run("usher-log-end", LAST_WORDS, LogEnd::write);
        Runtime.getRuntime().halt(status.get()); // the JVM's own status would be that of the signal, 128 and more
    }

    private static int stop(Engine engine) {
        try {
            log.info("stopping: answering what was asked");
            List<String> hanging = engine.stop();
            if (hanging.isEmpty()) {
                log.info("stopped");
                return 0;
            }
            log.warn("ended by force, since this didn't end: {}", String.join("; ", hanging));
        } catch (Throwable e) {
            log.error("stopping failed", e);
        }
        return 1;
    }
}
