package tv.usher.daemon.call;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine;

/** Finds out from the daemon at work why it refused somebody. */
public interface WhyRefused {

    /**
     * @param file   the daemon's configuration
     * @param client the viewer's address
     * @param since  when the question was asked
     * @return lines for the operator; never empty
     */
    List<String> lines(Path file, String client, Instant since, CommandLine command) throws InterruptedException;
}
