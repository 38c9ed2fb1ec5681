package tv.usher.engine.event;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines in a file, of which former ones are kept as {@code NAME.1} (the newest), {@code NAME.2} and so on. Its owner's group may read them.
 * One that can't be moved out of the way grows. Not thread-safe. After a write that failed it is opened again by the next one.
 */
final class RotatedFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RotatedFile.class);

    private static final int LONGEST_LINE = 65_536;
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r-----");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-x---");

    private final Path file;
    private final long maxSize;
    private final int keep;
    private @Nullable FileChannel channel;
    private @Nullable Object fileKey; // of the channel's file; null where files have none
    private long size;

    RotatedFile(Path file, long maxSize, int keep) {
        this.file = file;
        this.maxSize = maxSize;
        this.keep = keep;
    }

    /**
     * @param lines each with its end; what was written survives a kill of the process
     * @return why no other file could be begun, so that this one is too long now; null if it isn't
     */
    @Nullable IOException write(ByteBuffer lines) throws IOException {
        try {
            FileChannel open = opened();
            IOException unmoved = null;
            if (size > 0 && size + lines.remaining() > maxSize) {
                unmoved = rotate();
                open = opened();
            }
            while (lines.hasRemaining()) {
                size += open.write(lines);
            }
            return size > maxSize ? unmoved : null;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open != null && isInPlace()) {
            return open;
        }
        close(); // also if somebody has moved it away, or put another one in its place
        create();
        dropTornLine();
        fileKey = keyOfFile(); // before it is opened: one that is replaced in between is opened again
        open = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        channel = open;
        size = open.size();
        return open;
    }

    private boolean isInPlace() throws IOException {
        try {
            return Objects.equals(keyOfFile(), fileKey);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private @Nullable Object keyOfFile() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private void create() throws IOException {
        createFolder(file.toAbsolutePath().getParent());
        try {
            Files.createFile(file, permissions(FILE));
            permit(file, FILE);
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }

    private void createFolder(@Nullable Path folder) throws IOException {
        if (folder == null || Files.isDirectory(folder)) {
            return;
        }
        createFolder(folder.getParent());
        try {
            Files.createDirectory(folder, permissions(FOLDER));
            permit(folder, FOLDER);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private FileAttribute<?>[] permissions(Set<PosixFilePermission> permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Of what was just created. The process' umask, as that of a service, may have taken some of them away. */
    private static void permit(Path created, Set<PosixFilePermission> permissions) {
        try {
            Files.setPosixFilePermissions(created, permissions);
        } catch (IOException | UnsupportedOperationException e) {
            log.debug("{} keeps the permissions with which it was made", created, e);
        }
    }

    /** A full disk or a lost machine may have left the beginning of a line, which no reader understands. */
    private void dropTornLine() throws IOException {
        try (RandomAccessFile last = new RandomAccessFile(file.toFile(), "rw")) {
            long end = last.length();
            byte[] tail = new byte[(int) Math.min(LONGEST_LINE, end)];
            last.seek(end - tail.length);
            last.readFully(tail);
            int whole = tail.length;
            while (whole > 0 && tail[whole - 1] != '\n') {
                whole--;
            }
            if (whole == tail.length) {
                return; // another process may have written on since then, as the former Usher in a take-over
            }
            if (whole > 0) {
                last.setLength(end - tail.length + whole);
            } else { // not a file of ours, or not only
                last.seek(end);
                last.write('\n');
            }
        }
    }

    /**
     * Moves the file out of the way. Of the former ones only those move that have to, since this is tried again and again if it fails.
     *
     * @return why it stays where it is, as one that is mounted does; null if it doesn't
     */
    private @Nullable IOException rotate() {
        try {
            int free = 1;
            while (free < keep && Files.exists(former(free))) {
                free++;
            }
            for (int number = free - 1; number >= 1; number--) {
                Files.move(former(number), former(number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(file, former(1), StandardCopyOption.REPLACE_EXISTING);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private Path former(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
