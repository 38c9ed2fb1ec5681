package tv.usher.engine.session.watch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.file.SessionCodec;
import tv.usher.engine.util.Key;

/**
 * The running sessions and when each was last seen, as records that are appended. It is rewritten now and then, so that it stays small. A
 * session is its key and a number of its own, since one may begin under the key of another that is just ending. Not thread-safe.
 */
final class WatchFile implements AutoCloseable {

    static final String NAME = "watching.bin";

    private static final int FORMAT = 0x55575431; // UWT1
    private static final byte BEGUN = 1;
    private static final byte SEEN = 2;
    private static final byte ENDED = 3;
    private static final int LONGEST = 1 << 20;
    private static final long MOST_BEHIND = 8 << 20;

    private final DataFolder folder;
    private final SessionCodec codec = new SessionCodec();
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
    private final Writer appending = new Writer(new DataOutputStream(unwritten));
    private @Nullable FileChannel channel;
    private long rewritten;
    private long appended;

    WatchFile(DataFolder folder) {
        this.folder = folder;
    }

    /** Hears what a file has, in the order in which it happened. */
    interface Reader {

        void begun(StoredSession session, long number);

        void seen(Key key, long at);

        void ended(Key key, long number);
    }

    /** Reads as far as it is understood: a killed process, or a machine that was lost, may have left the beginning of a record. */
    void read(Reader reader) throws IOException {
        Path file = folder.path().resolve(NAME);
        if (!Files.exists(file)) {
            return;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (in.readInt() != FORMAT) {
                return;
            }
            for (boolean understood = true; understood; ) {
                understood = readOne(in, reader);
            }
        } catch (EOFException e) {
            return; // the end
        }
    }

    private boolean readOne(DataInputStream in, Reader reader) throws IOException {
        switch (in.readByte()) {
            case BEGUN -> {
                long number = in.readLong();
                int length = in.readInt();
                if (length < 0 || length > LONGEST) {
                    return false;
                }
                byte[] session = new byte[length];
                in.readFully(session);
                codec.session(session).ifPresent(begun -> reader.begun(begun, number));
            }
            case SEEN -> reader.seen(new Key(in.readLong(), in.readLong()), in.readLong());
            case ENDED -> reader.ended(new Key(in.readLong(), in.readLong()), in.readLong());
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * Puts another file in its place, which is appended to from now on.
     *
     * @param content writes each running session, and when it was seen
     */
    void rewrite(Consumer<Writer> content) throws IOException {
        close();
        folder.create();
        Path next = folder.createFile(NAME + ".new");
        DataOutputStream to = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(next), 1 << 16));
        try (to) {
            to.writeInt(FORMAT);
            content.accept(new Writer(to));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Path file = folder.path().resolve(NAME);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        rewritten = Files.size(file);
        appended = 0;
        channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** What happens next is written here; null after a failure, until it is rewritten. */
    @Nullable Writer out() {
        return channel == null ? null : appending;
    }

    /** True if most of it is out of date, or it can't be appended to. */
    boolean isStale() {
        return channel == null || appended > Math.max(MOST_BEHIND, 2 * rewritten);
    }

    /** After this has returned, what was written survives a kill of the process; before, nothing of it is in the file. */
    void flush() throws IOException {
        FileChannel open = channel;
        if (open == null || unwritten.size() == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(unwritten.toByteArray());
        unwritten.reset();
        while (bytes.hasRemaining()) {
            appended += open.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        unwritten.reset();
        if (open != null) {
            open.close();
        }
    }

    /** Writes records; what it can't write it throws as {@link UncheckedIOException}. */
    final class Writer {

        private final DataOutputStream to;

        private Writer(DataOutputStream to) {
            this.to = to;
        }

        void begun(StoredSession session, long number) {
            write(() -> {
                byte[] bytes = codec.bytes(session);
                to.writeByte(BEGUN);
                to.writeLong(number);
                to.writeInt(bytes.length);
                to.write(bytes);
            });
        }

        /**
         * @param at milliseconds of the wall clock since 1970
         */
        void seen(Key key, long at) {
            write(() -> {
                to.writeByte(SEEN);
                to.writeLong(key.high());
                to.writeLong(key.low());
                to.writeLong(at);
            });
        }

        void ended(Key key, long number) {
            write(() -> {
                to.writeByte(ENDED);
                to.writeLong(key.high());
                to.writeLong(key.low());
                to.writeLong(number);
            });
        }

        private void write(Step step) {
            try {
                step.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
