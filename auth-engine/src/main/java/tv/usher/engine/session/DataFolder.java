package tv.usher.engine.session;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import tv.usher.engine.util.IoProblems;

/**
 * The folder for what survives a restart. Only its owner may read what is created here.
 *
 * @param path absolute; need not exist
 */
public record DataFolder(Path path) {

    /**
     * Creates the folder if it is missing.
     *
     * @throws IOException with a message for operators
     */
    public void create() throws IOException {
        try {
            Files.createDirectories(path, ownersOnly("rwx------"));
        } catch (IOException e) {
            throw new IOException("can't make the folder " + path + ": " + IoProblems.of(e) + advice(), e);
        }
        if (!Files.isWritable(path)) {
            throw new IOException("can't write to the folder " + path + advice());
        }
    }

    /** Creates an empty file that only the owner can read; an existing file stays as it is. */
    public Path createFile(String name) throws IOException {
        Path file = path.resolve(name);
        try {
            return Files.createFile(file, ownersOnly("rw-------"));
        } catch (FileAlreadyExistsException e) {
            return file;
        }
    }

    private static String advice() {
        return "; let data-dir name one that Usher may write to";
    }

    private FileAttribute<?>[] ownersOnly(String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
