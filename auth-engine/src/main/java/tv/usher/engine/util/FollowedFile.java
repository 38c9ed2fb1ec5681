package tv.usher.engine.util;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content of a file, read again after the file has changed. If the new file can't be used, the earlier content stays and an error is
 * logged once. {@link #get} never touches the file and may be called by any thread; {@link #look} by one at a time.
 */
public final class FollowedFile<T> implements Supplier<T> {

    private static final Logger log = LoggerFactory.getLogger(FollowedFile.class);

    private final String owner;
    private final Path file;
    private final Content<T> content;
    private volatile T current;
    private Stamp seen;
    private String told = "";

    /** Makes something of the file. */
    @FunctionalInterface
    public interface Content<T> {

        /**
         * @throws IOException              with a message for operators
         * @throws IllegalArgumentException likewise
         */
        T read() throws IOException;
    }

    /** If two stamps are equal, nobody wrote in between. */
    private record Stamp(
            @Nullable FileTime modified,
            long size,
            @Nullable Object key) {

        private static final Stamp UNKNOWN = new Stamp(null, -1, null);

        static Stamp of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
            } catch (IOException e) {
                return UNKNOWN; // reading the file then tells why
            }
        }
    }

    /**
     * Reads the file for the first time.
     *
     * @param owner whose file it is, for the log
     * @throws IOException as {@link Content#read}
     */
    public FollowedFile(String owner, Path file, Content<T> content) throws IOException {
        this.owner = owner;
        this.file = file;
        this.content = content;
        this.seen = Stamp.of(file);
        this.current = content.read();
    }

    @Override
    public T get() {
        return current;
    }

    /**
     * Reads the file if it has changed. Never throws.
     *
     * @return true if it says something new
     */
    public boolean look() {
        try {
            Stamp now = Stamp.of(file);
            if (!now.equals(seen)) {
                T read = content.read();
                if (now.equals(Stamp.of(file))) { // else somebody is still writing
                    seen = now;
                    current = read;
                    told = "";
                    log.info("{}: {} was read again", owner, file);
                    return true;
                }
            }
        } catch (Throwable e) { // a task that throws is never run again
            tell(e);
        }
        return false;
    }

    private void tell(Throwable e) {
        boolean forOperator = e instanceof IOException || e instanceof IllegalArgumentException;
        String why = forOperator && e.getMessage() != null
                ? e.getMessage()
                : e.getClass().getName();
        if (!told.equals(why)) {
            told = why;
            log.error("{}: {} can't be used; what it said before still counts:", owner, file);
            why.lines().forEach(line -> log.error("  {}", line));
        }
    }
}
