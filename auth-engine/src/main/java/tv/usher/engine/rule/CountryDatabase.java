package tv.usher.engine.rule;

import com.maxmind.db.Reader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.net.IpAddress;

/** A database as it was read, wholly in memory: no look-up waits for a disk, and the file may be replaced meanwhile. */
final class CountryDatabase implements Countries {

    private static final Logger log = LoggerFactory.getLogger(CountryDatabase.class);
    private static final long MAX_SIZE = 512L * 1024 * 1024;

    private final Reader reader;
    private final String name;
    private final AtomicBoolean complained = new AtomicBoolean();

    private CountryDatabase(Reader reader) {
        this.reader = reader;
        this.name = reader.getMetadata().databaseType() + " of "
                + reader.getMetadata().buildTime();
    }

    /**
     * @throws IOException if the file can't be read or is no such database, with a message for operators
     */
    static CountryDatabase read(Path file) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        if (!attributes.isRegularFile()) {
            throw new IOException("is no file: " + file);
        }
        if (attributes.size() > MAX_SIZE) {
            throw new IOException("is larger than 512 MB: " + file);
        }
        if (!Files.isReadable(file)) {
            throw new IOException("can't be read, permission denied: " + file);
        }
        try {
            return new CountryDatabase(new Reader(file.toFile(), Reader.FileMode.MEMORY));
        } catch (IOException | RuntimeException e) { // the reader trusts lengths that stand in the file
            throw new IOException("is no MaxMind database, or not all of one: " + file + " (" + e + ")", e);
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (AccessDeniedException e) { // of a folder on the way
            throw new IOException("can't be read, permission denied: " + file, e);
        } catch (IOException e) {
            throw new IOException("there is no such file: " + file, e);
        }
    }

    @Override
    public String countryOf(IpAddress address) {
        if (address.bits() > 32 && reader.getMetadata().ipVersion() == 4) {
            return "";
        }
        try {
            PlaceRecord place = reader.get(address.toInetAddress(), PlaceRecord.class);
            return place == null ? "" : place.code();
        } catch (IOException | RuntimeException e) { // as above
            if (complained.compareAndSet(false, true)) {
                log.warn("the geo database is damaged, some viewers can't be placed: {}", e.toString());
            }
            return "";
        }
    }

    /** What it calls itself, and of when it is. */
    @Override
    public String toString() {
        return name;
    }
}
