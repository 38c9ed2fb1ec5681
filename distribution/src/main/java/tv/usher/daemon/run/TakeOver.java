package tv.usher.daemon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.Engine;
import tv.usher.engine.inbound.Handover;

/** Takes over from an Usher that runs, and waits until it has stored its sessions. */
final class TakeOver {

    private static final Logger log = LoggerFactory.getLogger(TakeOver.class);

    /** More than a stop can take with any {@code drain-timeout} that makes sense. */
    private static final Duration MOST = Duration.ofMinutes(2);

    private TakeOver() {}

    /**
     * @param engine has opened its sockets afterwards, and isn't started
     * @throws IOException if it can't, with a message for operators; the one that runs goes on then
     */
    static void by(Engine engine, Path dataDir) throws IOException, InterruptedException {
        Optional<Handover.Former> former = Handover.take(dataDir);
        if (former.isEmpty()) {
            log.info("nobody to take over from: no Usher runs with {}", dataDir);
            return;
        }
        open(engine, former.get());
        log.info("taking over from the Usher that runs");
        try {
            former.get().end().get(MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.warn("the former Usher still runs after {}s; its sessions may not be known here", MOST.toSeconds());
        }
    }

    /** Says beside why an Usher can't listen if another one runs in its place. */
    static IOException advised(IOException cannotListen, Path dataDir) {
        try {
            return Handover.take(dataDir).isEmpty()
                    ? cannotListen
                    : new IOException(
                            cannotListen.getMessage() + "; an Usher runs with " + dataDir
                                    + " already: 'usher run --take-over' takes over from it",
                            cannotListen);
        } catch (IOException e) { // it doesn't answer
            return cannotListen;
        }
    }

    private static void open(Engine engine, Handover.Former former) throws IOException {
        try {
            engine.open(former.sockets());
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; the Usher that runs goes on", e);
        }
    }
}
