package tv.usher.daemon.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.daemon.cli.LogEnd;

/** Ends the process in order when SIGTERM or SIGINT comes. */
final class StopOnSignal {

    private static final Logger log = LoggerFactory.getLogger(StopOnSignal.class);

    private StopOnSignal() {}

    static void of(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stop), "usher-stop"));
    }

    private static void stop(Runnable stop) {
        int status = 0;
        try {
            log.info("stopping: answering what was asked");
            stop.run();
            log.info("stopped");
        } catch (RuntimeException e) {
            log.error("stopping failed", e);
            status = 1;
        }
        LogEnd.write();
        Runtime.getRuntime().halt(status); // the JVM's own status would be that of the signal, 128 and more
    }
}
