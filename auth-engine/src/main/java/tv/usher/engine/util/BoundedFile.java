package tv.usher.engine.util;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads a file that may be anything: bounded in size and time. Each method throws an {@link IOException} with a message for operators that
 * continues a sentence about the file.
 */
public final class BoundedFile {

    private static final int MEBIBYTE = 1024 * 1024;

    private BoundedFile() {}

    public static byte[] read(Path file, int maxBytes) throws IOException {
        requireRegular(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw tooLarge(maxBytes);
            }
            return bytes;
        } catch (AccessDeniedException e) {
            throw unreadable(e);
        }
    }

    /** Throws for a file that {@link #read} would refuse; for callers that read it in another way. */
    public static void check(Path file, int maxBytes) throws IOException {
        if (requireRegular(file).size() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        if (!Files.isReadable(file)) {
            throw unreadable(new AccessDeniedException(file.toString()));
        }
    }

    // A pipe could block the start for ever, and a device may have no end.
    private static BasicFileAttributes requireRegular(Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (AccessDeniedException e) { // a folder on the path
            throw unreadable(e);
        } catch (IOException e) {
            throw new IOException("does not exist", e);
        }
        if (!attributes.isRegularFile()) {
            throw new IOException(attributes.isDirectory() ? "is a folder" : "is not a regular file");
        }
        return attributes;
    }

    private static IOException tooLarge(int maxBytes) {
        boolean whole = maxBytes % MEBIBYTE == 0;
        return new IOException("is larger than " + (whole ? maxBytes / MEBIBYTE + " MiB" : maxBytes / 1024 + " KiB"));
    }

    private static IOException unreadable(IOException e) {
        return new IOException("can't be read: " + IoProblems.of(e), e);
    }
}
