package tv.usher.daemon.cli;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Writes what waits to be logged; nothing is logged afterwards. */
public final class LogEnd {

    private LogEnd() {}

    public static void write() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }
}
