package tv.usher.engine.rule;

import java.nio.file.Path;
import java.util.Optional;
import tv.usher.engine.util.UnusableFile;

/**
 * How viewers are placed.
 *
 * @param database a file in MaxMind's format whose records have {@code country.iso_code}; empty: nobody can be placed
 */
public record GeoSettings(Optional<Path> database) {

    /** The file if it can't be used now; reads it. */
    public Optional<UnusableFile> unusable() {
        return database.flatMap(GeoDatabase::problem);
    }
}
