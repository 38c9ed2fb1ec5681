package tv.usher.engine.util;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that the system lets this process open; each connection is one. Thread-safe. */
public final class OpenFiles {

    /** Others may have closed some between a failure and the look. */
    private static final long FEW = 16;

    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private static final Logger log = LoggerFactory.getLogger(OpenFiles.class);

    private final Optional<UnixOperatingSystemMXBean> system;
    private final Clock clock;
    private final RateLimiter warnings;
    private boolean runOut;
    private long looked;

    public OpenFiles(Clock clock) {
        this.system = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? Optional.of(unix)
                : Optional.empty();
        this.clock = clock;
        this.looked = clock.now() - LOOK_NANOS;
        this.warnings = new RateLimiter(Duration.ofMinutes(1), clock.now());
    }

    /** Empty if the system doesn't say. */
    public Optional<Long> limit() {
        return system.map(UnixOperatingSystemMXBean::getMaxFileDescriptorCount);
    }

    /**
     * True if hardly any can be opened now, which the log is told once a minute. It looks a few times a second at most, since to look costs
     * the more the more are open.
     */
    public synchronized boolean haveRunOut() {
        long now = clock.now();
        if (now - looked >= LOOK_NANOS) {
            looked = now;
            runOut = look();
        }
        if (runOut && warnings.take(now)) {
            log.warn("this process can open no more files, which connections are: nobody can be asked");
        }
        return runOut;
    }

    private boolean look() {
        try {
            return system.filter(unix -> unix.getOpenFileDescriptorCount() + FEW > unix.getMaxFileDescriptorCount())
                    .isPresent();
        } catch (InternalError e) { // the JDK opens a folder to count them
            return true;
        }
    }
}
