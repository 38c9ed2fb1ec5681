package tv.usher.engine.session.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.TestingClock;

/** Real files on a disk that fails or hangs when a test says so. */
public final class TestingSessionFiles implements SessionFile.Opener {

    public static final String FULL = "No space left on device";

    private final SessionFiles files;
    private final AtomicInteger openings = new AtomicInteger();
    private final AtomicInteger closings = new AtomicInteger();
    private final AtomicInteger tidyings = new AtomicInteger();
    private volatile boolean full;
    private volatile boolean writesFail;
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private volatile boolean held;
    private volatile boolean damaged;
    private volatile Runnable afterWrite = () -> {};

    public TestingSessionFiles(Path folder, TestingClock clock) {
        this.files = new SessionFiles(new DataFolder(folder), clock);
    }

    public void full(boolean isFull) {
        full = isFull;
    }

    /** From now on the disk is full, but what is on it can be read. */
    void fullForWriting(boolean isFull) {
        writesFail = isFull;
    }

    public void hang() {
        hanging = new CountDownLatch(1);
    }

    public void hangNoLonger() {
        hanging.countDown();
    }

    /** From now on nothing more is restored in its turn. Who is in the file becomes known nevertheless. */
    public void holdRestoring() {
        held = true;
    }

    public void restoreOn() {
        held = false;
    }

    /** The next part that is restored can't be understood. */
    public void damage() {
        damaged = true;
    }

    /** What happens each time changes have been written, before the next ones are. */
    void afterEachWrite(Runnable action) {
        afterWrite = action;
    }

    public int openings() {
        return openings.get();
    }

    public int closings() {
        return closings.get();
    }

    int tidyings() {
        return tidyings.get();
    }

    private void use() throws IOException {
        try {
            hanging.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (full) {
            throw new IOException(FULL);
        }
    }

    @Override
    public SessionFile open(SessionFile.Reader reader) throws IOException {
        openings.incrementAndGet();
        use();
        return new OnThatDisk(files.open(reader));
    }

    @Override
    public void moveAside(String why) throws IOException {
        files.moveAside(why);
    }

    private void useForWriting() throws IOException {
        use();
        if (writesFail) {
            throw new IOException(FULL);
        }
    }

    private final class OnThatDisk implements SessionFile {

        private final SessionFile file;
        private boolean onlyReads;

        OnThatDisk(SessionFile file) {
            this.file = file;
        }

        @Override
        public boolean isThere() {
            return file.isThere();
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public byte @Nullable [] read(byte @Nullable [] from, Reader reader) throws IOException {
            use();
            if (writesFail && !onlyReads) { // what isn't wanted is removed
                throw new IOException(FULL);
            }
            if (reader instanceof SessionRestorer && held) {
                return from == null ? new byte[0] : from;
            }
            if (reader instanceof SessionRestorer && damaged) {
                damaged = false;
                throw new IllegalStateException("damaged");
            }
            return file.read(from, reader);
        }

        @Override
        public Optional<StoredSession> find(Key key) throws IOException {
            use();
            return file.find(key);
        }

        @Override
        public void onlyRead() {
            file.onlyRead();
            onlyReads = true;
        }

        @Override
        public void write(PendingChanges.Batch changes) throws IOException {
            useForWriting();
            file.write(changes);
            afterWrite.run();
        }

        @Override
        public void tidy(long now) throws IOException {
            useForWriting();
            file.tidy(now);
            tidyings.incrementAndGet();
        }

        @Override
        public void close() throws IOException {
            file.close();
            closings.incrementAndGet();
        }
    }
}
