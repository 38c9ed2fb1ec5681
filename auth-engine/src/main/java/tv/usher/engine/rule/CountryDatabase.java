package tv.usher.engine.rule;

import com.maxmind.db.Reader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.BoundedFile;

/** A database that was read into memory: no look-up waits for a disk, and the file may be replaced meanwhile. */
final class CountryDatabase implements Countries {

    private static final Logger log = LoggerFactory.getLogger(CountryDatabase.class);
    private static final int MAX_SIZE = 512 * 1024 * 1024;

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
        try {
            BoundedFile.check(file, MAX_SIZE);
        } catch (IOException e) {
            throw new IOException(file + " " + e.getMessage(), e);
        }
        try {
            return new CountryDatabase(new Reader(file.toFile(), Reader.FileMode.MEMORY));
        } catch (IOException | RuntimeException e) { // the reader trusts the lengths in the file
            throw new IOException(file + " is no MaxMind database, or not all of one (" + e + ")", e);
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

    /** Its own name and date. */
    @Override
    public String toString() {
        return name;
    }
}
