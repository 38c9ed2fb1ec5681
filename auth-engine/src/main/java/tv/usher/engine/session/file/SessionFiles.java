package tv.usher.engine.session.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.IoProblems;

/** Opens the session file of a data folder. A file that can't be read is moved aside, and a new one is created. */
public final class SessionFiles implements SessionFile.Opener {

    private static final Logger log = LoggerFactory.getLogger(SessionFiles.class);

    public static final String NAME = "sessions.mv.db";

    /** Longer than Linux takes to write to the disk. */
    private static final Duration RETENTION = Duration.ofSeconds(45);

    private final DataFolder folder;
    private final Clock clock;

    /**
     * @param clock for the names of files that are moved aside
     */
    public SessionFiles(DataFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public SessionFile open(SessionFile.Reader reader) throws IOException {
        folder.create();
        Path path = folder.path().resolve(NAME);
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            moveAside(path, "it is no regular file");
        }
        try {
            return tryOpen(path, reader);
        } catch (RuntimeException e) {
            moveAside(path, IoProblems.of(e));
        }
        try {
            return tryOpen(path, reader);
        } catch (RuntimeException e) {
            throw unusable(path, e);
        }
    }

    /**
     * @throws IOException      if another process uses the file, or the system refuses access
     * @throws RuntimeException if what is in the file can't be understood
     */
    private SessionFile tryOpen(Path path, SessionFile.Reader reader) throws IOException {
        try {
            folder.createFile(NAME);
            if (!Files.isReadable(path) || !Files.isWritable(path)) {
                throw new IOException("can't use " + path + ": permission denied; let it belong to Usher's user");
            }
            return MvSessionFile.open(path, RETENTION, reader);
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new IOException("another process uses " + path + "; give each Usher a data-dir of its own", e);
            }
            if (isOfTheSystem(e)) {
                throw unusable(path, e);
            }
            throw e;
        }
    }

    /** True if reading or writing failed, not if the content is wrong. A truncated file looks like a failed read. */
    static boolean isOfTheSystem(Throwable e) {
        return e instanceof IOException
                ? !(e instanceof EOFException)
                : e.getCause() != null && isOfTheSystem(e.getCause());
    }

    private static IOException unusable(Path path, RuntimeException e) {
        return new IOException(
                "can't use " + path + ": " + IoProblems.of(e) + "; see that there is room on the disk", e);
    }

    @Override
    public void moveAside(String why) throws IOException {
        moveAside(folder.path().resolve(NAME), why);
    }

    private void moveAside(Path path, String why) throws IOException {
        Path aside = CorruptFiles.moveAside(path, clock.wallNow());
        log.warn(
                "{} can't be read: {}; it is {} now, and all viewers whom it tells no more are asked about again",
                path,
                why,
                aside);
    }
}
