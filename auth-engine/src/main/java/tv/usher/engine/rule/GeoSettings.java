package tv.usher.engine.rule;

import java.nio.file.Path;
import java.util.Optional;
import tv.usher.engine.util.UnusableFile;

/**
 * How the countries of viewers are found.
 *
 * @param database a file in MaxMind's format whose records have {@code country.iso_code}; empty: no country is known
 */
public record GeoSettings(Optional<Path> database) {

    /** Why the file can't be used now; reads it. Empty if it can be used. */
    public Optional<UnusableFile> unusable() {
        return database.flatMap(GeoDatabase::problem);
    }
}
