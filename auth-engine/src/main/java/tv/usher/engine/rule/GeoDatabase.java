package tv.usher.engine.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.DaemonThreads;
import tv.usher.engine.util.UnusableFile;

/**
 * The operator's database, read anew when its file changes. A new file that can't be used is told once, and the earlier one goes on.
 * Thread-safe.
 */
public final class GeoDatabase implements Countries {

    private static final Logger log = LoggerFactory.getLogger(GeoDatabase.class);
    private static final long EVERY_SECONDS = 60;

    private final Path file;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-geo"));
    private volatile CountryDatabase current;
    private Stamp seen;

    /** By what a changed file is told. */
    private record Stamp(FileTime modified, long size) {}

    /**
     * Reads the file at once, and looks every minute whether it has changed.
     *
     * @throws UnusableFile if it can't be used
     */
    public GeoDatabase(Path file) {
        this.file = file;
        try {
            seen = stamp();
            current = CountryDatabase.read(file);
        } catch (IOException e) {
            watcher.shutdown();
            throw unusable(e);
        }
        log.info("viewers are placed by {}", current);
        watcher.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Why the file can't be used now; empty if it can. */
    static Optional<UnusableFile> problem(Path file) {
        try {
            CountryDatabase.read(file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(unusable(e));
        }
    }

    private static UnusableFile unusable(IOException e) {
        return new UnusableFile("geo.database", e.getMessage());
    }

    @Override
    public String countryOf(IpAddress address) {
        return current.countryOf(address);
    }

    /** Reads the file if it has changed. On one thread at a time. */
    synchronized void look() {
        try {
            Stamp now = stamp(); // before reading: who still writes makes another one
            if (!now.equals(seen)) {
                seen = now;
                current = CountryDatabase.read(file);
                log.info("viewers are placed by {} from now on", current);
            }
        } catch (IOException e) {
            log.warn("the changed geo database {}; the earlier one goes on", e.getMessage());
        } catch (Throwable e) { // a task that throws is never run again
            log.error("the changed geo database can't be read; the earlier one goes on", e);
        }
    }

    private Stamp stamp() throws IOException {
        if (!Files.exists(file)) {
            return new Stamp(FileTime.fromMillis(0), -1);
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size());
    }

    @Override
    public void close() {
        watcher.shutdown();
    }
}
