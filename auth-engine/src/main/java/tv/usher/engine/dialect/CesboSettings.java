package tv.usher.engine.dialect;

import java.time.Duration;
import tv.usher.api.Default;

/**
 * What Astra and Alta are told.
 *
 * @param idleTimeout when their sessions are taken as over, since they ask when playback starts and never again
 * @param redirect    how they hear where a denied viewer goes instead, which differs between their versions
 */
public record CesboSettings(
        @Default("4h") Duration idleTimeout,
        @Default("x-location") Redirect redirect) {}
