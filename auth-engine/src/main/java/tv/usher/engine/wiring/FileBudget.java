package tv.usher.engine.wiring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.inbound.InboundSettings;

/**
 * Lets in no more connections than the process may open files: without one, nobody could be asked, no session be stored, and no operator
 * be answered.
 */
final class FileBudget {

    private static final Logger log = LoggerFactory.getLogger(FileBudget.class);

    /** For the JVM and its jars, the log, the store, and operators. */
    private static final long RESERVE = 128;

    /** For what a client of a backend opens by itself. */
    private static final long EACH_BACKEND = 4;

    private FileBudget() {}

    /**
     * @param limit how many files the process may open
     * @return the settings of the listener for callers, with fewer connections if not all can fit
     */
    static InboundSettings fitting(UsherConfig config, long limit) {
        InboundSettings wanted = config.inbound();
        long backends = config.backends().stream()
                .map(BackendConfig::exchange)
                .mapToLong(exchange -> exchange.maxConcurrent())
                .sum();
        long reserve = RESERVE + EACH_BACKEND * config.backends().size();
        long needed = reserve + wanted.maxConnections() + wanted.maxUntrusted() + backends;
        if (needed <= limit) {
            return wanted;
        }
        long usable = Math.max(limit - reserve, 10);
        long strangers = Math.min(wanted.maxUntrusted(), usable / 10);
        long callers = Math.min(wanted.maxConnections(), usable - strangers - Math.min(backends, usable / 2));
        log.warn(
                "this process may open {} files, and max-connections, max-untrusted and max-concurrent of all backends need {}: only {}"
                        + " connections of callers are taken; raise the limit (LimitNOFILE of systemd, ulimit -n)",
                limit,
                needed,
                callers);
        return wanted.withConnections((int) callers, (int) strangers);
    }
}
