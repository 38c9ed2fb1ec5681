package tv.usher.daemon;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Writes what waits to be logged; nothing is logged afterwards. */
final class LogEnd {

    private LogEnd() {}

    static void write() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }
}
