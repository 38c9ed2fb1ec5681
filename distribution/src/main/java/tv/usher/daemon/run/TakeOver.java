package tv.usher.daemon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.inbound.Handover;
import tv.usher.engine.inbound.ListeningSockets;

/** Takes over from an Usher that runs, and waits until it has stored its sessions. */
final class TakeOver {

    private static final Logger log = LoggerFactory.getLogger(TakeOver.class);

    /** More than a stop can take with any {@code drain-timeout} that makes sense. */
    private static final Duration MOST = Duration.ofMinutes(2);

    private TakeOver() {}

    /**
     * @throws IOException if it can't, with a message for operators
     */
    static ListeningSockets from(Path dataDir) throws IOException, InterruptedException {
        Handover.Taken taken = Handover.take(dataDir);
        CompletableFuture<Void> former = taken.former();
        if (former == null) {
            log.info("nobody to take over from: no Usher runs with {}", dataDir);
            return taken.sockets();
        }
        log.info("taking over from the Usher that runs");
        try {
            former.get(MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.warn("the former Usher still runs after {}s; its sessions may not be known here", MOST.toSeconds());
        }
        return taken.sockets();
    }
}
