package tv.usher.engine.rule;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.DaemonThreads;
import tv.usher.engine.util.FollowedFile;
import tv.usher.engine.util.UnusableFile;

/** The operator's database, read again when its file changes. Thread-safe. */
public final class GeoDatabase implements Countries {

    private static final Logger log = LoggerFactory.getLogger(GeoDatabase.class);
    private static final String KEY = "geo.database";
    private static final long EVERY_SECONDS = 60;

    private final FollowedFile<CountryDatabase> database;
    private final ScheduledExecutorService watcher =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-geo"));

    /**
     * Reads the file at once, and looks every minute whether it has changed.
     *
     * @throws UnusableFile if it can't be used
     */
    public GeoDatabase(Path file) {
        try {
            database = new FollowedFile<>(KEY, file, () -> CountryDatabase.read(file));
        } catch (IOException e) {
            watcher.shutdown();
            throw unusable(e);
        }
        log.info("viewers are placed by {}", database.get());
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
        return new UnusableFile(KEY, String.valueOf(e.getMessage()));
    }

    @Override
    public String countryOf(IpAddress address) {
        return database.get().countryOf(address);
    }

    /** Reads the file if it has changed. By one thread at a time. */
    void look() {
        if (database.look()) {
            log.info("viewers are placed by {} from now on", database.get());
        }
    }

    @Override
    public void close() {
        watcher.shutdown();
    }
}
