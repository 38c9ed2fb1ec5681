package tv.usher.engine.dialect;

import java.time.Duration;
import tv.usher.api.Default;

/**
 * Settings of the dialect of Astra and Alta.
 *
 * @param idleTimeout when their sessions count as over, since they ask at the start of playback and never again
 * @param redirect    how they are told where a denied viewer goes instead; versions differ in that
 */
public record CesboSettings(
        @Default("4h") Duration idleTimeout,
        @Default("x-location") Redirect redirect) {}
