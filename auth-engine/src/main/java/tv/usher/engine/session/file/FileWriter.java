package tv.usher.engine.session.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.InstallationSecret;
import tv.usher.engine.util.Clock;

/**
 * Writes the queued changes. A file that can't be opened or written is tried again later, and one that somebody removed is begun again at
 * once; both are told all that lives. For one thread at a time, except {@link #problem}.
 */
public final class FileWriter {

    private static final Logger log = LoggerFactory.getLogger(FileWriter.class);

    static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration TIDY = Duration.ofSeconds(10);

    private final SessionFile.Opener opener;
    private final InstallationSecret secret;
    private final PendingChanges pending;
    private final SessionRestorer restorer;
    private final Clock clock;
    private @Nullable SessionFile file;
    private long nextOpening;
    private long nextTidying;
    private volatile @Nullable String problem;

    FileWriter(
            SessionFile.Opener opener,
            InstallationSecret secret,
            PendingChanges pending,
            SessionRestorer restorer,
            Clock clock) {
        this.opener = opener;
        this.secret = secret;
        this.pending = pending;
        this.restorer = restorer;
        this.clock = clock;
        this.nextOpening = clock.now();
    }

    /** Why nothing is written now, for operators. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Never throws. */
    void work() {
        try {
            if (file != null && !(file.isThere() && secret.isKept())) {
                failed("somebody removed the session file or its folder");
                nextOpening = clock.now();
            } else if (file != null && pending.lostSome()) {
                close();
                nextOpening = clock.now();
            }
            if (file == null && clock.now() - nextOpening >= 0) {
                open();
            }
            if (file != null) {
                write(file);
                solved();
            }
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // a task that throws is never run again
            log.error("sessions: this should not happen", e);
            failed(e.toString());
        }
    }

    private void open() throws IOException {
        boolean again = restorer.isDone();
        SessionFile opened = opener.open(restorer);
        file = opened;
        secret.keep(); // under the lock of the file, so that only one process makes a secret
        restorer.done();
        nextTidying = clock.now() + TIDY.toNanos();
        if (again || pending.lostSome() || opened.isEmpty()) {
            pending.forgetLoss();
            tellAll(opened);
        }
    }

    /** The file may be a new one, perhaps in place of one that got unreadable half-way, or have missed changes. */
    private void tellAll(SessionFile opened) throws IOException {
        try {
            restorer.listener().forEachBan(pending::ban);
            restorer.listener().forEach(session -> {
                pending.tell(session);
                if (pending.isFull()) {
                    writeSome(opened);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(SessionFile opened) throws IOException {
        try {
            boolean more = true;
            while (more) {
                more = writeSome(opened);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (clock.now() - nextTidying >= 0) {
            nextTidying = clock.now() + TIDY.toNanos();
            opened.tidy(clock.wallNow());
        }
    }

    /**
     * @return false if there is nothing to write
     */
    private boolean writeSome(SessionFile opened) {
        PendingChanges.Batch changes = pending.take();
        try {
            if (!changes.isEmpty()) {
                opened.write(changes);
            }
            return !changes.isEmpty();
        } catch (IOException e) {
            pending.giveBack(changes);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            pending.giveBack(changes);
            throw e;
        }
    }

    private void failed(String why) {
        nextOpening = clock.now() + RETRY.toNanos();
        if (problem == null) {
            log.warn(
                    "sessions are in memory alone, so that a restart forgets them: {} (tried again every {}s)",
                    why,
                    RETRY.toSeconds());
        }
        problem = why;
        close();
    }

    private void solved() {
        if (problem != null) {
            problem = null;
            log.info("sessions are stored again");
        }
    }

    void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            log.debug("sessions: {}", e.getMessage()); // everything important was written or logged before
        }
        file = null;
    }
}
