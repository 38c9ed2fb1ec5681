package tv.usher.engine.geo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How viewers are placed.
 *
 * @param database a file in MaxMind's format whose records have {@code country.iso_code}; empty: nobody can be placed
 */
public record GeoSettings(Optional<Path> database) {}
