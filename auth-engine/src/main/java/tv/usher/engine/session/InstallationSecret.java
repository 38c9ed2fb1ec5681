package tv.usher.engine.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.IoProblems;
import tv.usher.engine.util.KeyHash;

/**
 * The secret that this installation's keys are made with, the same after a restart. An existing one is never overwritten. Thread-safe;
 * blocks on the disk at first use.
 */
public final class InstallationSecret {

    private static final String NAME = "secret";
    private static final int MOST_BYTES = 1024;

    private final DataFolder folder;
    private byte @Nullable [] bytes;

    public InstallationSecret(DataFolder folder) {
        this.folder = folder;
    }

    /** The secret in the file, or a random one if the file has none. It stays the same while the process runs. */
    public synchronized byte[] bytes() {
        if (bytes == null) {
            try {
                bytes = read();
            } catch (IOException e) {
                bytes = KeyHash.randomSecret(); // keep() says why
            }
        }
        return bytes.clone();
    }

    /**
     * Writes {@link #bytes} into the file if they aren't there yet. Only one process at a time may call it.
     *
     * @throws IOException if the file has something else, or can't be written; with a message for operators
     */
    public synchronized void keep() throws IOException {
        byte[] secret = bytes();
        byte[] kept;
        try {
            kept = read();
        } catch (NoSuchFileException e) {
            write(secret);
            return;
        }
        if (!MessageDigest.isEqual(kept, secret)) {
            throw new IOException(file() + " changed since Usher started; restart Usher to use it");
        }
    }

    /** True if the file is there; what is in it isn't looked at. */
    public boolean isKept() {
        return Files.exists(file());
    }

    private byte[] read() throws IOException {
        byte[] read;
        try (InputStream in = Files.newInputStream(file())) {
            read = in.readNBytes(MOST_BYTES);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    "can't read " + file() + ": " + IoProblems.of(e) + "; it must be readable to Usher's user", e);
        }
        if (read.length < KeyHash.SECRET_BYTES) {
            throw new IOException(file() + " has " + read.length + " bytes instead of " + KeyHash.SECRET_BYTES
                    + "; restore it, or delete it to have a new one made, which forgets all sessions");
        }
        return read;
    }

    /** Written under another name first, so that nobody ever reads half a secret. */
    private void write(byte[] secret) throws IOException {
        try {
            Files.deleteIfExists(folder.path().resolve(NAME + ".tmp"));
            Path written = folder.createFile(NAME + ".tmp");
            try (FileChannel out = FileChannel.open(written, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(secret));
                out.force(true);
            }
            Files.move(written, file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException("can't write " + file() + ": " + IoProblems.of(e), e);
        }
    }

    private Path file() {
        return folder.path().resolve(NAME);
    }
}
