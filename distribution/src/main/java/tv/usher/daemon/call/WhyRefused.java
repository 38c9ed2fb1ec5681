package tv.usher.daemon.call;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine;

/** Finds out from the daemon at work why it refused somebody. */
public interface WhyRefused {

    /**
     * A call that was refused.
     *
     * @param asked    when it was sent, to the millisecond
     * @param answered when its answer was there
     */
    record RefusedCall(CallerKind caller, ViewerRequest viewer, Instant asked, Instant answered) {}

    /**
     * @param file the daemon's configuration
     * @return lines for the operator; never empty
     */
    List<String> lines(Path file, RefusedCall call, CommandLine command) throws InterruptedException;
}
