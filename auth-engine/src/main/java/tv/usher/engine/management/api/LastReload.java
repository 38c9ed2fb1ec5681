package tv.usher.engine.management.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reload that was asked for.
 *
 * @param refused why nothing was changed; null if all was
 */
public record LastReload(Instant at, @Nullable String refused) {}
