package tv.usher.engine.session.watch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.DataFolder;

/** By which one Usher at a time notes in a folder. A process frees it with its end, however it ends. Not thread-safe. */
final class WatchLock implements AutoCloseable {

    /** A file of its own, since the other one is replaced. */
    private static final String NAME = "watching.lock";

    private final DataFolder folder;
    private @Nullable FileChannel held;

    WatchLock(DataFolder folder) {
        this.folder = folder;
    }

    /** False if another one has it. */
    boolean take() throws IOException {
        if (held != null) {
            return true;
        }
        folder.create();
        FileChannel channel = FileChannel.open(folder.createFile(NAME), StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return false; // of an engine in this process
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        held = lock == null ? null : channel;
        return lock != null;
    }

    @Override
    public void close() throws IOException {
        FileChannel channel = held;
        held = null;
        if (channel != null) {
            channel.close();
        }
    }
}
