package tv.usher.engine.util;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content of a file, or of several that belong together, read again after one has changed. If the new content can't be used, the
 * earlier one stays and an error is logged once. {@link #get} never touches a file and may be called by any thread; {@link #look} by one at
 * a time.
 */
public final class FollowedFile<T> implements Supplier<T> {

    private static final Logger log = LoggerFactory.getLogger(FollowedFile.class);

    private final String owner;
    private final List<Path> files;
    private final Content<T> content;
    private volatile T current;
    private List<Stamp> seen;
    private List<Stamp> changing;
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

        static List<Stamp> of(List<Path> files) {
            return files.stream().map(Stamp::of).toList();
        }

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
        this(owner, List.of(file), content);
    }

    /**
     * As for one file. Who writes several takes a moment, so a change is read at the second look that finds it.
     *
     * @throws IOException as {@link Content#read}
     */
    public FollowedFile(String owner, List<Path> files, Content<T> content) throws IOException {
        this.owner = owner;
        this.files = List.copyOf(files);
        this.content = content;
        this.seen = Stamp.of(files);
        this.changing = seen;
        this.current = content.read();
    }

    @Override
    public T get() {
        return current;
    }

    /**
     * Reads what has changed. Never throws.
     *
     * @return true if it says something new
     */
    public boolean look() {
        try {
            List<Stamp> now = Stamp.of(files);
            boolean settled = files.size() == 1 || now.equals(changing);
            changing = now;
            if (settled && !now.equals(seen)) {
                T read = content.read();
                if (now.equals(Stamp.of(files))) { // else somebody is still writing
                    seen = now;
                    current = read;
                    told = "";
                    log.info("{}: {} was read again", owner, names());
                    return true;
                }
            }
        } catch (Throwable e) { // a task that throws is never run again
            tell(e);
        }
        return false;
    }

    private String names() {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private void tell(Throwable e) {
        boolean forOperator = e instanceof IOException || e instanceof IllegalArgumentException;
        String why = forOperator && e.getMessage() != null
                ? e.getMessage()
                : e.getClass().getName();
        if (!told.equals(why)) {
            told = why;
            log.error("{}: {} can't be used; what it said before still counts:", owner, names());
            why.lines().forEach(line -> log.error("  {}", line));
        }
    }
}
