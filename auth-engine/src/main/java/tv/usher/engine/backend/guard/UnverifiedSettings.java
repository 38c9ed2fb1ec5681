package tv.usher.engine.backend.guard;

import java.time.Duration;
import java.util.Optional;

/**
 * How far {@code on-unavailable: allow} goes; without either key it has no bound.
 *
 * @param viewers who may be let in unverified at a time
 * @param during  from an outage's begin; who comes later is denied
 */
public record UnverifiedSettings(Optional<Integer> viewers, Optional<Duration> during) {

    public UnverifiedSettings {
        if (viewers.orElse(0) < 0 || during.orElse(Duration.ZERO).isNegative()) {
            throw new IllegalArgumentException("viewers and during must not be negative");
        }
    }
}
