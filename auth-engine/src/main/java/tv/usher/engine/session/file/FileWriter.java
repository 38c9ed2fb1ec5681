package tv.usher.engine.session.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.InstallationSecret;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.IoProblems;
import tv.usher.engine.util.Key;

/**
 * Writes the queued changes. A file that can't be opened or written is tried again later, and one that somebody removed is begun again at
 * once; either way all live sessions are written again. For one thread at a time, except {@link #problem}.
 */
public final class FileWriter {

    private static final Logger log = LoggerFactory.getLogger(FileWriter.class);

    static final Duration RETRY = Duration.ofSeconds(1);

    /** To open a large file takes a while, in which nobody is restored. */
    static final Duration RETRY_BESIDE_READING = Duration.ofSeconds(10);

    private static final Duration TIDY = Duration.ofSeconds(10);

    /** After which others have their turn, however many changes wait. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private final SessionFile.Opener opener;
    private final InstallationSecret secret;
    private final PendingChanges pending;
    private final SessionRestorer restorer;
    private final Clock clock;
    private final Runnable progress;
    private @Nullable SessionFile file;
    private boolean hasMore;
    private boolean isBehind;

    /** Writing failed before all was restored: the file is read on, and only now and then is writing tried again. */
    private boolean onlyReads;

    private long nextOpening;
    private long nextTidying;
    private volatile @Nullable String problem;

    /**
     * @param progress is told of each batch that was written: a million sessions take a while, and the disk doesn't hang
     */
    FileWriter(
            SessionFile.Opener opener,
            InstallationSecret secret,
            PendingChanges pending,
            SessionRestorer restorer,
            Clock clock,
            Runnable progress) {
        this.opener = opener;
        this.secret = secret;
        this.pending = pending;
        this.restorer = restorer;
        this.clock = clock;
        this.progress = progress;
        this.nextOpening = clock.now();
    }

    /** Why nothing is written now, for operators. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Writes for a second at most, or little more. Never throws. */
    void work() {
        isBehind = false;
        try {
            if (file != null && !(file.isThere() && secret.isKept())) {
                failed("somebody removed the session file or its folder");
                nextOpening = clock.now();
            } else if (onlyReads && !hasMore) {
                close();
            } else if (onlyReads && clock.now() - nextOpening >= 0) {
                openForWriting();
            } else if (file != null && !onlyReads && pending.lostSome()) {
                close();
                nextOpening = clock.now();
            }
            if (file == null && clock.now() - nextOpening >= 0) {
                open();
            }
            if (file != null && !onlyReads) {
                write(file);
            }
            solvedIfRestored();
        } catch (IOException e) {
            failedOnDisk(e);
        } catch (Throwable e) { // a task that throws is never run again
            log.error("sessions: this should not happen", e);
            failed(e.toString());
        }
    }

    /** True if many changes wait that {@link #work} had no time for. */
    boolean isBehind() {
        return isBehind;
    }

    /** True while there is more to {@link #readSome}. */
    boolean hasMore() {
        return hasMore;
    }

    /** Never throws. */
    void readSome() {
        reading(opened -> {
            hasMore = restorer.readSome(opened);
            if (!hasMore) {
                restorer.done();
            }
        });
        solvedIfRestored();
    }

    /** As {@link SessionRestorer#isIndexed}; true too if there is no file to read. */
    boolean isIndexed() {
        return !hasMore || restorer.isIndexed();
    }

    /** Restores those sessions before their turn; nothing happens if all was read. Never throws. */
    void find(List<Key> keys) {
        if (hasMore) {
            reading(opened -> restorer.find(opened, keys));
        }
    }

    private interface Reading {
        void from(SessionFile file) throws IOException;
    }

    private void reading(Reading reading) {
        if (file == null) {
            return;
        }
        try {
            reading.from(file);
        } catch (IOException e) {
            failedOnDisk(e);
        } catch (RuntimeException e) {
            unreadable(IoProblems.of(e));
        }
    }

    /** What was restored is told to a new file. */
    private void unreadable(String why) {
        close();
        nextOpening = clock.now();
        try {
            opener.moveAside(why);
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
        }
        work();
    }

    private void open() throws IOException {
        boolean again = restorer.isDone();
        SessionFile opened = opener.open(restorer);
        file = opened;
        secret.keep(); // under the lock of the file, so that only one process makes a secret
        restorer.begin(opened);
        hasMore = true;
        nextTidying = clock.now() + TIDY.toNanos();
        if (again || pending.lostSome() || opened.size() == 0) {
            pending.forgetLoss();
            tellAll(opened);
        }
    }

    /** The file may be a new one, perhaps in place of one that got unreadable half-way, or have missed changes. */
    private void tellAll(SessionFile opened) throws IOException {
        try {
            restorer.listener().forEachBan(ban -> {
                writeIfFull(opened);
                pending.ban(ban);
                if (!restorer.listener().isBanned(ban)) {
                    pending.lift(ban); // it was lifted a moment ago, when it didn't wait here
                }
            });
            restorer.listener().forEach(session -> {
                pending.tell(session); // first: a change of a moment ago still waits here
                writeIfFull(opened);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writeIfFull(SessionFile opened) {
        if (pending.isFull()) {
            writeSome(opened);
        }
    }

    private void write(SessionFile opened) throws IOException {
        try {
            long end = clock.now() + TURN.toNanos();
            do {
                isBehind = writeSome(opened);
            } while (isBehind && clock.now() - end < 0);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!hasMore && clock.now() - nextTidying >= 0) { // viewers who are looked up don't wait for that
            nextTidying = clock.now() + TIDY.toNanos();
            opened.tidy(clock.wallNow());
        }
    }

    /**
     * @return true if that was a full batch. A few changes more can wait: a commit costs nearly as much for one as for all.
     */
    private boolean writeSome(SessionFile opened) {
        PendingChanges.Batch changes = pending.take();
        try {
            if (!changes.isEmpty()) {
                restorer.wrote(changes.sessions().keySet());
                opened.write(changes);
                progress.run();
            }
            return changes.isFull();
        } catch (IOException e) {
            pending.giveBack(changes);
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            pending.giveBack(changes);
            throw e;
        }
    }

    /** The disk may have room again. If it hasn't, the next write fails, and the file is only read again. */
    private void openForWriting() throws IOException {
        closeFile();
        onlyReads = false;
        file = opener.open(restorer);
    }

    /** What was to be restored is read nevertheless if it can be: viewers are asked about again else, though they stand in the file. */
    private void failedOnDisk(IOException e) {
        String why = String.valueOf(e.getMessage());
        boolean wrote = file != null && !onlyReads;
        if (!wrote || !hasMore || restorer.isDone()) {
            failed(why);
            return;
        }
        againIn(RETRY_BESIDE_READING, why);
        closeFile();
        try {
            SessionFile opened = opener.open(restorer);
            file = opened;
            opened.onlyRead();
            onlyReads = true;
        } catch (IOException | RuntimeException again) {
            failed(String.valueOf(again.getMessage()));
        }
    }

    private void failed(String why) {
        againIn(RETRY, why);
        close();
    }

    private void againIn(Duration wait, String why) {
        nextOpening = clock.now() + wait.toNanos();
        if (problem == null) {
            log.warn(
                    "sessions are in memory alone, so that a restart forgets them: {} (tried again every {}s)",
                    why,
                    wait.toSeconds());
        }
        problem = why;
    }

    private void solvedIfRestored() {
        if (problem != null && file != null && !onlyReads && restorer.isDone()) {
            problem = null;
            log.info("sessions are stored again");
        }
    }

    /** Writes what waits, if it can be written, and closes. Never throws. */
    void finish() {
        if (onlyReads) {
            nextOpening = clock.now();
        }
        do {
            work();
        } while (isBehind);
        close();
    }

    void close() {
        if (hasMore) {
            hasMore = false;
            restorer.stopped();
        }
        onlyReads = false;
        closeFile();
    }

    private void closeFile() {
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
