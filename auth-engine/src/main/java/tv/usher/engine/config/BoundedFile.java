package tv.usher.engine.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file that may be anything: bounded in size and time. */
final class BoundedFile {

    private BoundedFile() {}

    /**
     * @throws IOException with a message for the operator that continues a sentence about the file
     */
    static byte[] read(Path file, int maxBytes) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("does not exist");
        }
        // A pipe could keep the start waiting for ever, a device never end.
        if (!Files.isRegularFile(file)) {
            throw new IOException(Files.isDirectory(file) ? "is a folder" : "is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new IOException("is larger than " + maxBytes / 1024 + " KiB");
            }
            return bytes;
        } catch (AccessDeniedException e) {
            throw new IOException("can't be read: permission denied", e);
        }
    }
}
