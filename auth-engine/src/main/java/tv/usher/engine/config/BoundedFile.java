package tv.usher.engine.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads a file that may be anything: bounded in size and time. */
final class BoundedFile {

    private BoundedFile() {}

    /**
     * @throws IOException with a message for the operator that continues a sentence about the file
     */
    static byte[] read(Path file, int maxBytes) throws IOException {
        requireRegular(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new IOException("is larger than " + maxBytes / 1024 + " KiB");
            }
            return bytes;
        } catch (AccessDeniedException e) {
            throw denied(e);
        }
    }

    // A pipe could keep the start waiting for ever, a device never end.
    private static void requireRegular(Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (AccessDeniedException e) { // of a folder on the way
            throw denied(e);
        } catch (IOException e) {
            throw new IOException("does not exist", e);
        }
        if (!attributes.isRegularFile()) {
            throw new IOException(attributes.isDirectory() ? "is a folder" : "is not a regular file");
        }
    }

    private static IOException denied(AccessDeniedException e) {
        return new IOException("can't be read: permission denied", e);
    }
}
